// Templates as CloudFormation reads them: short forms, functions, conditions, parameters and rules.

import { describe, expect, test } from '@jest/globals'
import { policiesOf, tagsOf, trustOf } from '../../local/cloudformation/roles.ts'
import { stackOf } from '../../local/cloudformation/stack.ts'
import { readYaml } from '../../local/cloudformation/yaml.ts'

/** What a property comes out as. */
function comesOutAs(property: string, given: Record<string, string> = {}) {
  const template = `
Parameters:
  Name: { Type: String, Default: shop }
  Names: { Type: CommaDelimitedList, Default: 'a,b' }
  Kind: { Type: String, Default: site, AllowedValues: [site, api] }
Conditions:
  IsSite: !Equals [!Ref Kind, site]
  IsBoth: !And [!Condition IsSite, !Not [!Equals [!Ref Name, shop]]]
  IsEither: !Or [!Condition IsSite, !Equals [!Ref Name, shop]]
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: !Sub '\${Name}-role' } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref Name } }
  Absent: { Type: AWS::S3::Bucket, Condition: IsBoth }
  Seen: { Type: Any, Properties: { value: ${property} } }
`
  return stackOf(template, given).resources.Seen?.value
}

test.each([
  ['a parameter', '!Ref Name', 'shop'],
  ['a list of parameters', '!Ref Names', ['a', 'b']],
  ['the account', '!Ref AWS::AccountId', '123456789012'],
  ['a bucket', '!Ref Bucket', 'shop'],
  ['a role', '!Ref Role', 'shop-role'],
  ['its ARN', '!GetAtt Role.Arn', 'arn:aws:iam::123456789012:role/shop-role'],
  ['the long form of that', '{ Fn::GetAtt: [Role, Arn] }', 'arn:aws:iam::123456789012:role/shop-role'],
  [
    'names within a text',
    `!Sub 'arn:\${AWS::Partition}:s3:::\${Bucket}/\${!literal}'`,
    `arn:aws:s3:::shop/\${literal}`,
  ],
  ['an ARN within a text', `!Sub '<\${Role.Arn}>'`, '<arn:aws:iam::123456789012:role/shop-role>'],
  ['names of its own', `!Sub ['\${own}-\${Name}', { own: !Ref Kind }]`, 'site-shop'],
  ['texts that are joined', "!Join ['/', [a, !Ref Name]]", 'a/shop'],
  ['a list that is joined', "!Join ['', !Ref Names]", 'ab'],
  ['one of two', '!If [IsSite, yes-site, no-site]', 'yes-site'],
  ['the other one', '!If [IsBoth, both, !Ref Name]', 'shop'],
  ['either', '!If [IsEither, either, none]', 'either'],
  ['an item that is left out', '[a, !If [IsBoth, b, !Ref AWS::NoValue]]', ['a']],
  ['an entry that is left out', '{ a: 1, b: !If [IsBoth, 2, !Ref AWS::NoValue] }', { a: 1 }],
  [
    'a map called Condition',
    '{ Condition: { StringEquals: { a: !Ref Name } } }',
    { Condition: { StringEquals: { a: 'shop' } } },
  ],
])('%s', (_, property, value) => {
  expect(comesOutAs(property)).toEqual(value)
})

describe('is refused:', () => {
  test.each([
    ['a name that nothing has', '!Ref Nothing', /knows no Nothing/],
    ['a resource whose condition is not met', '!GetAtt Absent.Arn', /knows no Absent\.Arn/],
    ['a function that is not known', '!Select [0, [a]]', /Fn::Select is not known/],
    ['a function that is misspelt', '!Rev Name', /Fn::Rev is not known/],
  ])('%s', (_, property, sentence) => {
    expect(() => comesOutAs(property)).toThrow(sentence)
  })

  test('every parameter that is not right, all at once', () => {
    expect(() => comesOutAs('x', { Kind: 'web', Color: 'red' })).toThrow(
      'The stack cannot be made: Color is no parameter; Kind may not be "web".',
    )
  })

  test('what is not YAML', () => {
    expect(() => readYaml('a: [')).toThrow()
  })
})

test('a role has the policies that name it and those that it names', () => {
  const stack = stackOf(
    `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      ManagedPolicyArns: [!Ref Named]
      AssumeRolePolicyDocument: { Statement: trusts }
      Tags: [{ Key: env, Value: prod }]
  Own: { Type: AWS::IAM::RolePolicy, Properties: { RoleName: !Ref Role, PolicyDocument: { Statement: own } } }
  Named: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: named } } }
  Other: { Type: AWS::IAM::RolePolicy, Properties: { RoleName: other, PolicyDocument: { Statement: other } } }
`,
    {},
  )
  expect(policiesOf(stack, 'Role')).toEqual([{ Statement: 'own' }, { Statement: 'named' }])
  expect(trustOf(stack, 'Role')).toEqual({ Statement: 'trusts' })
  expect(tagsOf(stack, 'Role')).toEqual({ env: 'prod' })
})
