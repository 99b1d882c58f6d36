import { Routes } from '@angular/router';
import { Account } from './account';

export const accountRoutes: Routes = [
  {
    path: '',
    component: Account,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'payments' },
      {
        path: 'payments',
        title: 'Payments · Coltpay',
        loadComponent: () => import('./payments/payments').then((m) => m.Payments),
      },
      {
        path: 'payments/:id',
        title: 'Payment · Coltpay',
        loadComponent: () => import('./payment/payment').then((m) => m.PaymentPage),
      },
      {
        path: 'settings',
        title: 'Settings · Coltpay',
        loadComponent: () => import('./settings/settings').then((m) => m.Settings),
      },
    ],
  },
];
