import { Component, signal } from '@angular/core';

@Component({
  selector: 'colt-settings',
  templateUrl: './settings.html',
  styleUrl: './settings.css',
})
export class Settings {
  protected readonly dailyMail = signal(true);
}
