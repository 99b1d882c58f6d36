import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

@Component({
  selector: 'colt-home',
  imports: [RouterLink],
  templateUrl: './home.html',
  styleUrl: './home.css',
})
export class Home {
  protected readonly promises = [
    { title: 'Paid tomorrow', text: 'Money taken before midnight is in your bank account the next working day.' },
    { title: 'One price', text: 'The same rate for every card, without a monthly minimum or a surprise at the end.' },
    { title: 'Every refund in view', text: 'See who refunded what and why, from the counter to the bank statement.' },
  ];
}
