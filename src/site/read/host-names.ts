// Host names that were given, and that no distribution answers for.

import type { Distribution } from '../distribution-model.ts'
import type { SiteInputs } from './inputs.ts'
import { capital, which } from './naming.ts'

/** Visitors of such a host get to another site, or to none. */
export function unknownHosts(
  distributions: readonly Distribution[],
  { urls, distributions: names }: Pick<SiteInputs, 'urls' | 'distributions'>,
): readonly string[] {
  if (distributions.length === 0 || distributions.some(({ readable }) => !readable)) return []
  const given = [
    ...urls.map((url) => ({ input: 'url', host: new URL(url).hostname })),
    ...names.filter((name) => name.includes('.')).map((host) => ({ input: 'distribution', host: host.toLowerCase() })),
  ]
  return given
    .filter(({ host }) => isHostName(host) && !distributions.some((one) => answersFor(host, one)))
    .map(
      ({ input, host }) =>
        `${capital(which(distributions))} may not answer for ${host}, which the input \`${input}\` names: it is not ` +
        'among the alternate domain names. Add it there, or correct the input.',
    )
}

function isHostName(host: string): boolean {
  return host.includes('.') && !/^[\d.]+$|^\[/.test(host) && !host.endsWith('.localhost')
}

/** Where only the settings could be read, CloudFront's own name for it is not known. */
function answersFor(host: string, { aliases, domainName }: Distribution): boolean {
  const wildcard = host.replace(/^[^.]+/, '*')
  const isOwn = domainName === '' ? host.endsWith('.cloudfront.net') : host === domainName
  return isOwn || aliases.some((alias) => [host, wildcard].includes(alias.toLowerCase()))
}
