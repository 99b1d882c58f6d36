// A stack as CloudFormation would make it of a template: its resources without functions and conditions.

import { type Json, type JsonMap, listIn, mapIn } from '../json.ts'
import { ACCOUNT } from '../s3/strictness.ts'
import { isTrue, resolved, type Scope } from './functions.ts'
import { parametersOf } from './parameters.ts'
import { readYaml } from './yaml.ts'

export interface Stack {
  /** Properties of the resources whose conditions are met, by their logical names. */
  readonly resources: Readonly<Record<string, JsonMap>>
  readonly outputs: Readonly<Record<string, string>>
  /** The type of each resource. */
  readonly types: Readonly<Record<string, string>>
}

const pseudo = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': ACCOUNT,
}

/** @throws naming what is wrong with the parameters, each alone and together. */
export function stackOf(template: string, given: Readonly<Record<string, string>>): Stack {
  const { Parameters, Conditions, Rules, Resources, Outputs } = mapIn(readYaml(template))
  const parameters = { ...pseudo, ...parametersOf(mapIn(Parameters), given) }
  const plain: Scope = { refs: parameters, attributes: {}, conditions: mapIn(Conditions) }
  holdTo(mapIn(Rules), plain)
  const made = metOf(mapIn(Resources), plain)
  const scope = { ...plain, ...namesOf(made, plain) }
  return {
    resources: mapped(made, ({ Properties }) => mapIn(resolved(Properties ?? {}, scope))),
    types: mapped(made, ({ Type }) => String(Type)),
    outputs: mapped(metOf(mapIn(Outputs), plain), ({ Value }) => String(resolved(Value ?? '', scope))),
  }
}

function metOf(declared: JsonMap, scope: Scope): Readonly<Record<string, JsonMap>> {
  const all = Object.entries(declared).map(([name, one]) => [name, mapIn(one)] as const)
  return Object.fromEntries(all.filter(([, { Condition }]) => Condition === undefined || isTrue({ Condition }, scope)))
}

function mapped<To>(from: Readonly<Record<string, JsonMap>>, to: (one: JsonMap) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(from).map(([name, one]) => [name, to(one)]))
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
function holdTo(rules: JsonMap, scope: Scope): void {
  const assertions = Object.values(rules).flatMap((rule) => {
    const { RuleCondition, Assertions } = mapIn(rule)
    return RuleCondition === undefined || isTrue(RuleCondition, scope) ? listIn(Assertions).map(mapIn) : []
  })
  const broken = assertions.filter(({ Assert }) => !isTrue(Assert ?? false, scope))
  if (broken.length > 0) throw new Error(broken.map(({ AssertDescription }) => String(AssertDescription)).join(' '))
}

/** What other resources may ask of one: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ */
function namesOf(made: Readonly<Record<string, JsonMap>>, scope: Scope): Pick<Scope, 'refs' | 'attributes'> {
  const all = Object.entries(made).map(([name, { Type, Properties }]) => {
    const of = (property: string): Json => resolved(mapIn(Properties)[property] ?? name, scope)
    return { name, ...referenceOf(String(Type), name, of) }
  })
  return {
    refs: { ...scope.refs, ...Object.fromEntries(all.map(({ name, ref }) => [name, ref])) },
    attributes: Object.fromEntries(all.map(({ name, arn }) => [`${name}.Arn`, arn])),
  }
}

function referenceOf(
  type: string,
  name: string,
  of: (property: string) => Json,
): { readonly ref: Json; readonly arn: string } {
  const iam = `arn:aws:iam::${ACCOUNT}`
  switch (type) {
    case 'AWS::IAM::Role':
      return { ref: of('RoleName'), arn: `${iam}:role/${of('RoleName')}` }
    case 'AWS::S3::Bucket':
      return { ref: of('BucketName'), arn: `arn:aws:s3:::${of('BucketName')}` }
    case 'AWS::IAM::ManagedPolicy':
      return { ref: `${iam}:policy/${name}`, arn: `${iam}:policy/${name}` }
    case 'AWS::IAM::OIDCProvider': {
      const arn = `${iam}:oidc-provider/${String(of('Url')).replace('https://', '')}`
      return { ref: arn, arn }
    }
    default:
      return { ref: name, arn: '' }
  }
}
