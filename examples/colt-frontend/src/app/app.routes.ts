import { Routes } from '@angular/router';
import { Home } from './home/home';
import { NotFound } from './not-found/not-found';
import { Pricing } from './pricing/pricing';

export const routes: Routes = [
  { path: '', component: Home, title: 'Coltpay' },
  { path: 'pricing', component: Pricing, title: 'Pricing · Coltpay' },
  { path: 'account', loadChildren: () => import('./account/account.routes').then((m) => m.accountRoutes) },
  { path: '**', component: NotFound, title: 'Not found · Coltpay' },
];
