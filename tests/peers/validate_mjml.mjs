// Validate MJML with MJML's own validator at its strict level: many documents in one process.
//
// stdin: a JSON list of MJML texts. stdout: a JSON list, in the same order, of lists of findings, each
// { line, tag, message }. A document that MJML refuses for another reason has one finding on line 0.

import mjml2html from 'mjml'
import { text } from 'node:stream/consumers'

console.log = console.error // stdout belongs to the answer

async function findings(source) {
  try {
    await mjml2html(source, { validationLevel: 'strict' })
    return []
  } catch (error) {
    // Only the validator's own exception carries a list of errors.
    if (!error.errors) return [{ line: 0, tag: '', message: `refused: ${error.message}` }]
    return error.errors.map(({ line, tagName, message }) => ({ line, tag: tagName, message }))
  }
}

const answers = []
for (const source of JSON.parse(await text(process.stdin))) answers.push(await findings(source))
process.stdout.write(JSON.stringify(answers))
