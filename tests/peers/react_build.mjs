// Render editions with React Email into files: node react_build.mjs OUT CONTENT.json…

import { render, toPlainText } from '@react-email/render'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createElement } from 'react'

import Edition from './react_edition.mjs'

const [out, ...paths] = process.argv.slice(2)
await mkdir(out, { recursive: true })
for (const path of paths) {
  const html = await render(createElement(Edition, JSON.parse(await readFile(path, 'utf8'))))
  const stem = `${out}/${basename(path, '.json')}`
  await writeFile(`${stem}.html`, html)
  await writeFile(`${stem}.txt`, toPlainText(html))
}
