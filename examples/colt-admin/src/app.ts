import { Component, signal } from '@angular/core';
import { environment } from './environments/environment';

type Health = 'unknown' | 'well' | 'unwell';

@Component({
  selector: 'colt-root',
  templateUrl: './app.html',
})
export class App {
  protected readonly environment = environment;
  protected readonly health = signal<Health>('unknown');

  protected async ask(): Promise<void> {
    const answer = await fetch(`${environment.api}/health`).catch(() => undefined);
    this.health.set(answer?.ok ? 'well' : 'unwell');
  }
}
