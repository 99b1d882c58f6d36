// Settings files of a site and of an API, as the tests know them.

export const FILE = '.github/colt-deploy.yml'

const account = 'arn:aws:iam::123456789012:role'

export const siteFile = `prod:
  branches: [main]
  by-hand: [main]
  role: ${account}/shop-prod
  bucket: shop.example
  distribution: shop.example
dev:
  branches: [develop, dev]
  by-hand: ['**']
  role: arn:aws:iam::210987654321:role/shop-dev
  bucket: dev.shop.example
  distribution: dev.shop.example
plan-role: ${account}/shop-plan
build: npm run build -- --configuration {environment}
github-environments: true
`

export const apiFile = `prod:
  branches: [main]
  role: ${account}/api-prod
  application: api
  environment: api-prod
  env-tag: prod
  bundle: dist
  bucket: api-bundles
  verify-url: https://api.example/health
dev:
  branches: [develop]
  role: ${account}/api-dev
  application: api
  environment: api-dev
  bundle: dist
  bucket: api-bundles-dev
build: npm run build
`

/** The same file with the names of prod and dev exchanged. */
export function swapped(file: string): string {
  return file.replace(/^(prod|dev):$/gm, (_, name) => (name === 'prod' ? 'dev:' : 'prod:'))
}
