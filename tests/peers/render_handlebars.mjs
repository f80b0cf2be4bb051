// Render one Handlebars template in strict mode, as the ESPs that use Handlebars do.
//
// stdin: { template, names }. stdout: the result. Unknown names and faulty syntax end with a status of 1.

import Handlebars from 'handlebars'
import { text } from 'node:stream/consumers'

// SendGrid's helper: {{insert first_name 'default=there'}}
Handlebars.registerHelper('insert', (value, option) => value || option.replace(/^default=/, ''))

const { template, names } = JSON.parse(await text(process.stdin))
process.stdout.write(Handlebars.compile(template, { strict: true })(names))
