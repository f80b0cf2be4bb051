// Render Handlebars templates in strict mode, as the ESPs that use Handlebars do.
//
// stdin: { templates, names }. stdout: a JSON list of { text } or, for unknown names and faulty syntax, { error }.

import Handlebars from 'handlebars'
import { text } from 'node:stream/consumers'

// SendGrid's helper: {{insert first_name 'default=there'}}
Handlebars.registerHelper('insert', (value, option) => value || option.replace(/^default=/, ''))

const { templates, names } = JSON.parse(await text(process.stdin))
process.stdout.write(JSON.stringify(templates.map((template) => {
  try {
    return { text: Handlebars.compile(template, { strict: true })(names) }
  } catch (error) {
    return { error: String(error) }
  }
})))
