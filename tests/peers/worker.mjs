// Serve the benchmark: one JSON request a line in, one JSON answer with the milliseconds it took a line out.
//
// { do: "mjml-juice", mjml } compiles with MJML.js and inlines with juice;
// { do: "react-email", content } renders the React Email edition to HTML and to plain text.

import { render, toPlainText } from '@react-email/render'
import juice from 'juice'
import mjml2html from 'mjml'
import { createElement } from 'react'
import { createInterface } from 'node:readline'

import Edition from './react_edition.mjs'

console.log = console.error // stdout belongs to the answers

const TASKS = {
  'mjml-juice': async ({ mjml }) => juice((await mjml2html(mjml, { fonts: {} })).html).length,
  'react-email': async ({ content }) => {
    const html = await render(createElement(Edition, content))
    return html.length + toPlainText(html).length
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  const start = performance.now()
  const length = await TASKS[request.do](request)
  process.stdout.write(`${JSON.stringify({ ms: performance.now() - start, length })}\n`)
}
