// Print the table that digest's MJML rules work from: components, attributes, value types, allowed children.
//
// usage: make peers && node tools/mjml_table.mjs > src/digest/mjml_rules/mjml5.json
//
// Everything printed is read from the npm package `mjml` (MIT) in tests/peers/node_modules, or in the folder
// that the first argument names.

import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const peers = resolve(process.argv[2] ?? 'tests/peers')
const load = createRequire(`${peers}/package.json`)
const { version, license } = load('mjml/package.json')
load('mjml') // registers the components of the core preset
const { components, initializeType } = load('mjml-core')
const { default: validate, dependencies } = load('mjml-validator')
const colors = load('mjml-core/lib/types/helpers/colors.js')

const settings = { components, dependencies, initializeType }

function isAnyTag(children) {
  return children.some((child) => child instanceof RegExp && child.test('mj-anything'))
}

function attributesByType(attributes) {
  const byType = {}
  for (const [name, type] of Object.entries(attributes ?? {})) (byType[type] ??= []).push(name)
  return Object.fromEntries(Object.entries(byType).map(([type, names]) => [type, names.sort().join(' ')]).sort())
}

function entry(tag) {
  const Component = components[tag]
  const children = dependencies[tag] ?? []
  return {
    ...(Component.endingTag && { ending: true }),
    children: isAnyTag(children) ? '*' : [...children].sort().join(' '),
    attributes: attributesByType(Component.allowedAttributes),
  }
}

const tags = Object.keys(components).sort()
// The validator leaves the root alone, children and attributes; where its children belong is known all the same.
const root = { children: [...dependencies.mjml].sort().join(' ') }
// Tags without a component of their own are known only by the validator's verdict on them.
const named = new Set(Object.entries(dependencies).flat(2).filter((tag) => typeof tag === 'string'))
const bare = [...named, 'mj-all', 'mj-class'].filter((tag) => !(tag in components) && tag !== 'mjml')
const accepted = bare.filter((tag) => validate({ tagName: tag, line: 1 }, settings).length === 0).sort()

const lines = [
  '{',
  `"source": ${JSON.stringify({
    package: 'mjml',
    version,
    licence: license,
    made: new Date().toISOString().slice(0, 10),
    by: 'tools/mjml_table.mjs',
  })},`,
  `"colors": ${JSON.stringify(colors.join(' '))},`,
  `"without_component": ${JSON.stringify(accepted.join(' '))},`,
  '"components": {',
  `"mjml": ${JSON.stringify(root)},`,
  tags.map((tag) => `${JSON.stringify(tag)}: ${JSON.stringify(entry(tag))}`).join(',\n'),
  '}}',
]
console.log(lines.join('\n'))
