import { CurrencyPipe, DatePipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PaymentBook } from '../payment-book';

@Component({
  selector: 'colt-payments',
  imports: [CurrencyPipe, DatePipe, RouterLink],
  templateUrl: './payments.html',
})
export class Payments {
  protected readonly payments = inject(PaymentBook).all;
}
