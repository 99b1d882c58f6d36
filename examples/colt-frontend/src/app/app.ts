import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { SwUpdate } from '@angular/service-worker';
import { filter, map } from 'rxjs';
import { environment } from '../environments/environment';
import { release } from './release';

@Component({
  selector: 'colt-root',
  imports: [RouterLink, RouterLinkActive, RouterOutlet],
  templateUrl: './app.html',
  styleUrl: './app.css',
})
export class App {
  protected readonly release = release;
  protected readonly environment = environment;

  /** True once the service worker holds a newer release than the one this tab is running. */
  protected readonly updateReady = toSignal(
    inject(SwUpdate).versionUpdates.pipe(
      filter((event) => event.type === 'VERSION_READY'),
      map(() => true),
    ),
    { initialValue: false },
  );

  protected reload(): void {
    location.reload();
  }
}
