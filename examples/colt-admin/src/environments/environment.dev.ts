export const environment = {
  name: 'dev',
  api: 'https://api.dev.coltpay.com',
};
