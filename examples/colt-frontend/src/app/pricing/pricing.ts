import { Component } from '@angular/core';

@Component({
  selector: 'colt-pricing',
  templateUrl: './pricing.html',
  styleUrl: './pricing.css',
})
export class Pricing {
  protected readonly plans = [
    { name: 'Counter', price: '1.2 %', per: 'of each payment', points: ['Card reader included', 'Paid the next day'] },
    { name: 'Online', price: '1.4 %', per: '+ 20 cents a payment', points: ['Checkout in ten minutes', 'Fraud checks'] },
    { name: 'Both', price: '1.1 %', per: 'of each payment', points: ['One account', 'One statement', 'A person to call'] },
  ];
}
