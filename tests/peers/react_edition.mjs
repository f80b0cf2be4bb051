// The edition as a React Email developer would write it, without JSX so that it needs no build step.
//
// It renders the same content as digest's default theme: masthead, lead, sponsor blocks, teasers with pictures
// beside their text, footer. The prose arrives parsed, so React is not charged for reading Markdown or YAML.

import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Img,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from '@react-email/components'
import { createElement as h } from 'react'

const serif = 'Georgia, "Times New Roman", serif'
const sans = 'Helvetica, Arial, sans-serif'
const style = {
  page: { margin: 0, backgroundColor: '#f3f1ec', fontFamily: sans },
  paper: { width: '640px', maxWidth: '100%', backgroundColor: '#ffffff' },
  block: { padding: '16px 24px' },
  sponsor: { padding: '16px 24px', backgroundColor: '#f4f1e8', border: '1px solid #d9d6cf' },
  kicker: { margin: '0 0 4px', fontSize: '13px', fontWeight: 700, color: '#0b57d0', textTransform: 'uppercase' },
  headline: { margin: '0 0 8px', fontFamily: serif, fontSize: '32px', lineHeight: '1.2', color: '#1f1f1f' },
  teaser: { margin: '0 0 4px', fontFamily: serif, fontSize: '20px', lineHeight: '1.3', color: '#1f1f1f' },
  small: { margin: '0 0 8px', fontSize: '13px', lineHeight: '1.4', color: '#5a5f66' },
  prose: { margin: '0 0 16px', fontSize: '17px', lineHeight: '1.55', color: '#1f1f1f' },
  link: { color: '#0b57d0' },
  plain: { color: '#1f1f1f', textDecoration: 'none' },
  list: { margin: '0 0 16px', paddingLeft: '24px', fontSize: '17px', lineHeight: '1.55' },
  quote: { margin: '0 0 16px', paddingLeft: '16px', borderLeft: '3px solid #d9d6cf' },
  button: { padding: '14px 28px', fontSize: '16px', color: '#ffffff', backgroundColor: '#0b57d0' },
  picture: { width: '100%', height: 'auto' },
  thumbnail: { width: '160px', paddingRight: '16px', verticalAlign: 'top' },
}

const TAGS = { strong: 'strong', em: 'em', bullet_list: 'ul', ordered_list: 'ol', list_item: 'li', blockquote: 'blockquote' }

function Node({ node }) {
  if (node.type === 'text') return node.text
  if (node.type === 'softbreak') return '\n'
  if (node.type === 'hardbreak') return h('br')
  if (node.type === 'hr') return h(Hr)
  const children = node.children.map((child, key) => h(Node, { key, node: child }))
  if (node.type === 'inline') return children
  if (node.type === 'paragraph') return node.tight ? children : h(Text, { style: style.prose }, children)
  if (node.type === 'heading') return h(Heading, { as: 'h3', style: style.teaser }, children)
  if (node.type === 'link') return h(Link, { href: node.href, style: style.link }, children)
  const look = node.type.endsWith('_list') ? style.list : node.type === 'blockquote' ? style.quote : undefined
  return h(TAGS[node.type], { style: look }, children)
}

const Prose = ({ nodes }) => (nodes ?? []).map((node, key) => h(Node, { key, node }))
const Small = ({ children }) => h(Text, { style: style.small }, children)
const Cta = ({ cta }) => cta && h(Button, { href: cta.url, style: style.button }, cta.label)

function Picture({ image, width }) {
  if (!image) return null
  const credit = [image.caption, image.credit && `Photo: ${image.credit}`].filter(Boolean).join(' ')
  return [
    h(Img, { key: 'img', src: image.src, alt: image.alt ?? '', width, style: style.picture }),
    credit && h(Small, { key: 'credit' }, credit),
  ]
}

function Lead({ block }) {
  return h(
    Section,
    { style: style.block },
    block.kicker && h(Text, { style: style.kicker }, block.kicker),
    h(Heading, { as: 'h1', style: style.headline }, h(Link, { href: block.url, style: style.plain }, block.headline)),
    h(Prose, { nodes: block.dek }),
    block.byline && h(Small, null, block.byline),
    h(Picture, { image: block.image, width: 592 }),
    h(Prose, { nodes: block.body }),
    h(Cta, { cta: block.cta }),
  )
}

function Sponsor({ block }) {
  return h(
    Section,
    { style: style.sponsor },
    h(Text, { style: style.kicker }, `${block.label} \u00b7 ${block.advertiser}`),
    h(Picture, { image: block.image, width: 592 }),
    h(Heading, { as: 'h2', style: style.teaser }, h(Link, { href: block.url, style: style.plain }, block.headline)),
    h(Prose, { nodes: block.body }),
    h(Cta, { cta: block.cta }),
  )
}

function Teaser({ item }) {
  const words = h(
    Column,
    { key: 'words', style: { verticalAlign: 'top' } },
    item.kicker && h(Text, { style: style.kicker }, item.kicker),
    h(Heading, { as: 'h3', style: style.teaser }, h(Link, { href: item.url, style: style.plain }, item.headline)),
    item.dek && h(Text, { style: style.prose }, h(Prose, { nodes: item.dek })),
    item.source && h(Small, null, item.source),
  )
  const picture =
    item.image &&
    h(
      Column,
      { key: 'picture', style: style.thumbnail },
      h(Link, { href: item.url }, h(Img, { src: item.image.src, alt: item.image.alt ?? '', width: 160 })),
    )
  return h(Section, { style: style.block }, h(Row, null, picture, words))
}

function MoreFrom({ block }) {
  return [
    h(Section, { key: 'title', style: style.block }, h(Hr), h(Heading, { as: 'h2', style: style.teaser }, block.title)),
    ...block.teasers.map((item, key) =>
      item.sponsor ? h(Sponsor, { key, block: item.sponsor }) : h(Teaser, { key, item }),
    ),
  ]
}

const FreeText = ({ block }) => h(Section, { style: style.block }, h(Prose, { nodes: block.body }))

const BLOCKS = { lead: Lead, sponsor: Sponsor, more_from: MoreFrom, text: FreeText }

function Masthead({ issue, newsletter }) {
  const { logo } = newsletter
  return h(
    Section,
    { style: style.block },
    h(
      Row,
      null,
      h(Column, null, logo ? h(Img, { src: logo.src, alt: logo.alt, width: logo.width }) : newsletter.name),
      h(
        Column,
        { align: 'right' },
        h(Small, null, `${issue.date} \u00b7 No. ${issue.number} \u00b7 `, h(Link, { href: newsletter.web_url }, 'View in browser')),
      ),
    ),
  )
}

function Footer({ newsletter }) {
  return h(
    Section,
    { style: style.block },
    h(Hr),
    h(Small, null, (newsletter.social ?? []).map(({ network, url }) => h(Link, { key: network, href: url }, `${network} `))),
    h(Small, null, newsletter.postal_address),
    h(Small, null, h(Link, { href: '{{unsubscribe}}' }, 'Unsubscribe'), ' \u00b7 ', h(Link, { href: '{{preferences}}' }, 'Preferences')),
  )
}

export default function Edition({ issue, newsletter }) {
  return h(
    Html,
    { lang: newsletter.lang, dir: 'ltr' },
    h(Head, null, h('meta', { name: 'color-scheme', content: 'light dark' })),
    h(Preview, null, issue.preheader),
    h(
      Body,
      { style: style.page },
      h(
        Container,
        { style: style.paper },
        h(Masthead, { issue, newsletter }),
        issue.blocks.map((block, key) => {
          const [kind] = Object.keys(block)
          return h(BLOCKS[kind], { key, block: block[kind] })
        }),
        h(Footer, { newsletter }),
      ),
    ),
  )
}
