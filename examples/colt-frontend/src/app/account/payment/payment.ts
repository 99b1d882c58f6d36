import { CurrencyPipe, DatePipe } from '@angular/common';
import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PaymentBook } from '../payment-book';

@Component({
  selector: 'colt-payment',
  imports: [CurrencyPipe, DatePipe, RouterLink],
  templateUrl: './payment.html',
  styleUrl: './payment.css',
})
export class PaymentPage {
  private readonly book = inject(PaymentBook);

  /** From the address: `/account/payments/7`. */
  readonly id = input.required({ transform: numberAttribute });

  protected readonly payment = computed(() => this.book.find(this.id()));
}
