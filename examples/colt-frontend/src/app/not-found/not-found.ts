import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

@Component({
  selector: 'colt-not-found',
  imports: [RouterLink],
  template: `
    <section class="page">
      <h1>There is no such page</h1>
      <p>The address may be old or mistyped. <a routerLink="/">Go to the start</a></p>
    </section>
  `,
})
export class NotFound {}
