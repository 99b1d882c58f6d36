import { Service } from '@angular/core';

export interface Payment {
  readonly id: number;
  readonly from: string;
  readonly at: string;
  readonly cents: number;
  readonly state: 'paid' | 'on its way' | 'refunded';
}

/** The payments of the signed-in shop; an example account keeps a few of its own. */
@Service()
export class PaymentBook {
  readonly all: readonly Payment[] = [
    { id: 9, from: 'Harbour Bakery', at: '2026-08-14T16:05:00Z', cents: 1860, state: 'on its way' },
    { id: 8, from: 'Nora Lind', at: '2026-08-14T11:32:00Z', cents: 4200, state: 'paid' },
    { id: 7, from: 'Studio Ostrov', at: '2026-08-13T09:18:00Z', cents: 129900, state: 'paid' },
    { id: 6, from: 'T. Okafor', at: '2026-08-12T17:44:00Z', cents: 2450, state: 'refunded' },
    { id: 5, from: 'Green Bike Hire', at: '2026-08-12T08:02:00Z', cents: 7600, state: 'paid' },
  ];

  find(id: number): Payment | undefined {
    return this.all.find((payment) => payment.id === id);
  }
}
