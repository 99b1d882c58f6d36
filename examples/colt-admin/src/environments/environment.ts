export const environment = {
  name: 'prod',
  api: 'https://api.coltpay.com',
};
