"""MJML documents by hand, each with one construction of a theme or one fault, by name."""

from __future__ import annotations


def page(body: str, head: str = "") -> str:
    """Wrap content for mj-body, and for mj-head if there is any, into a document."""
    return f"<mjml>\n{f'<mj-head>{head}</mj-head>' if head else ''}<mj-body>\n{body}\n</mj-body>\n</mjml>"


def column(content: str) -> str:
    """Wrap content for a column into a document."""
    return page(f"<mj-section>\n<mj-column>\n{content}\n</mj-column>\n</mj-section>")


CONDITIONAL = "<!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr></table><![endif]-->"
NOT_OUTLOOK = "<!--[if !mso]><!--><i>x</i><!--<![endif]-->"
DARK = "@media (prefers-color-scheme: dark) { .paper > table { background: #111 !important } }"

HAND_MADE = {
    # what themes are made of
    "empty body": page(""),
    "xml prolog and comment first": "<?xml version='1.0'?>\n<!-- theme -->\n" + page(""),
    "root attributes": page("").replace("<mjml>", '<mjml lang="ar" dir="rtl" owa="desktop" anything="1">'),
    "head with everything": page(
        "",
        "<mj-title>Meridian Daily</mj-title><mj-preview>What &amp; why</mj-preview>"
        "<mj-breakpoint width='480px'/>"
        "<mj-font name='Inter' href='https://fonts.example/inter.css'/>"
        f"<mj-style>{DARK}</mj-style><mj-style inline='inline'>p {{ margin: 0 }}</mj-style>"
        "<mj-raw><meta name='color-scheme' content='light dark'></mj-raw>",
    ),
    "attributes and classes": page(
        "<mj-section mj-class='paper' css-class='paper'><mj-column><mj-text mj-class='lead'>x"
        "</mj-text></mj-column>"
        "</mj-section>",
        "<mj-attributes><mj-all font-family='Georgia'/><mj-text font-size='17px' line-height='1.55'/>"
        "<mj-class name='lead' color='#111' nonsense='1'/><mj-section padding='0'/></mj-attributes>",
    ),
    "class with children": page(
        "",
        "<mj-attributes><mj-class name='lead'><mj-text padding='0'/></mj-class></mj-attributes>",
    ),
    "html attributes": page(
        "",
        "<mj-html-attributes><mj-selector path='.a'><mj-html-attribute name='data-id'>1</mj-html-attribute>"
        "</mj-selector></mj-html-attributes>",
    ),
    "raw everywhere": page(
        "<mj-raw><hr></mj-raw><mj-section><mj-raw><!-- --></mj-raw><mj-column><mj-raw><p>x</mj-raw>"
        "</mj-column>"
        "</mj-section>"
    ),
    "raw at file start": page("").replace("<mjml>", "<mjml><mj-raw position='file-start'>x</mj-raw>"),
    "conditional comments in raw": page(f"<mj-raw>{CONDITIONAL}{NOT_OUTLOOK}</mj-raw>"),
    "conditional comments in text": column(f"<mj-text>{CONDITIONAL}{NOT_OUTLOOK}</mj-text>"),
    "closing tag inside a comment": column("<mj-raw><!-- </mj-raw> --></mj-raw>"),
    "wrapper and group": page(
        "<mj-wrapper padding='0' gap='8px' full-width='full-width'><mj-section><mj-group direction='rtl'>"
        "<mj-column width='33%'/><mj-column width='67%'/></mj-group></mj-section></mj-wrapper>"
    ),
    "hero": page("<mj-hero mode='fluid-height' background-width='600px'><mj-text>x</mj-text></mj-hero>"),
    "hero in wrapper": page("<mj-wrapper><mj-hero/><mj-section/></mj-wrapper>"),
    "picture": column(
        "<mj-image src='images/a.jpg' alt='A &quot;quoted&quot; word' width='640px' "
        "href='https://a.example/?b&c' "
        "fluid-on-mobile='true' padding='0' border-radius='4px'/>"
    ),
    "picture without alt text": column("<mj-image src='images/a.jpg' alt=''/>"),
    "button": column(
        "<mj-button href='https://a.example/' inner-padding='14px 28px' background-color='#0b57d0' "
        "color='white' "
        "border-radius='4px' align='left' text-transform='none'>Read &rarr;</mj-button>"
    ),
    "table with a layout": column(
        "<mj-table role='presentation' cellpadding='0' width='100%' table-layout='auto'><tr><td>1<td>2"
        "</tr></mj-table>"
    ),
    "social": column(
        "<mj-social mode='horizontal' icon-size='20px'>"
        "<mj-social-element name='x-noshare' src='a.png' alt='X' "
        "href='https://a.example/'>X</mj-social-element></mj-social>"
    ),
    "navbar": column(
        "<mj-navbar hamburger='hamburger'><mj-navbar-link href='/a'>A</mj-navbar-link></mj-navbar>"
    ),
    "accordion": column(
        "<mj-accordion><mj-accordion-element><mj-accordion-title>a</mj-accordion-title><mj-accordion-text>b"
        "</mj-accordion-text></mj-accordion-element></mj-accordion>"
    ),
    "carousel": column("<mj-carousel><mj-carousel-image src='a.jpg'/></mj-carousel>"),
    "divider and spacer": column(
        "<mj-divider border-width='1px' border-color='#ddd'/><mj-spacer height='24px'/>"
    ),
    "comments between": column("<!-- a --><mj-text>x</mj-text><!-- b -->"),
    "comment in an attributes list": page("", "<mj-attributes><!-- x --></mj-attributes>"),
    "loose text in a column": column("Hello"),
    "ampersands as they come": column(
        "<mj-text>Tea & toast &copy; &nonsense; <a href='?a=1&b=2'>x</a></mj-text>"
    ),
    "html left open in a text": column("<mj-text><p>One<p>Two<br></mj-text>"),
    "html of every kind in a text": column(
        "<mj-text><h1 dir='ltr'>x</h1><ul><li>a</li></ul><table><tr><td>1</td></tr></table></mj-text>"
    ),
    "an unknown tag inside a text": column("<mj-text><mj-unknown foo='1'>x</mj-unknown></mj-text>"),
    "an MJML tag inside a text": column("<mj-text><mj-button nonsense='1'>x</mj-button></mj-text>"),
    "a text inside a text": column("<mj-text>a<mj-text>b</mj-text>c</mj-text>"),
    "self-closing ending tag": column("<mj-text/><mj-raw /><mj-button/>"),
    "attribute over several lines": column("<mj-text\n  color='#111'\n\tfont-size = '16px'\n>x</mj-text>"),
    "greater-than in a value": column("<mj-image alt='a > b' src='a.jpg'/>"),
    "right-to-left and wide characters": column(
        "<mj-text align='right'>\u0645\u0631\u062d\u0628\u0627 \u4f60</mj-text>"
    ),
    "css class on everything": column("<mj-text css-class='a b c'>x</mj-text><mj-divider css-class='d'/>"),
    "attribute without a value": column("<mj-image src='a.jpg' alt/>"),
    "style with a child selector": page("", "<mj-style>a > b { color: red } /* </x> */</mj-style>"),
    # one fault each
    "unknown tag": column("<mj-txt>x</mj-txt>"),
    "unknown tag with an attribute": column("<mj-teaser headline='x'/>"),
    "html in a column": column("<div class='x'>y</div>"),
    "html without an end in a column": column("<br><img src='a.jpg'>"),
    "html in the body": page("<table><tr><td>x</td></tr></table>"),
    "children of an unknown tag": page("<mj-area><mj-text nonsense='1'>x</mj-text></mj-area>"),
    "text in the body": page("<mj-text>x</mj-text>"),
    "text in a section": page("<mj-section><mj-text>x</mj-text></mj-section>"),
    "column in the body": page("<mj-column/>"),
    "section in a section": page("<mj-section><mj-section/></mj-section>"),
    "section in a column": column("<mj-section/>"),
    "wrapper in a wrapper": page("<mj-wrapper><mj-wrapper/></mj-wrapper>"),
    "column in a wrapper": page("<mj-wrapper><mj-column/></mj-wrapper>"),
    "group in a group": page("<mj-section><mj-group><mj-group/></mj-group></mj-section>"),
    "section in the head": page("", "<mj-section/>"),
    "style in the body": page("<mj-style>a</mj-style>"),
    "class in the body": page("<mj-class name='x'/>"),
    "social element outside": column("<mj-social-element name='x'>X</mj-social-element>"),
    "carousel image outside": column("<mj-carousel-image src='a.jpg'/>"),
    "child of a picture": column("<mj-image src='a.jpg'><mj-text>x</mj-text></mj-image>"),
    "comment in a carousel": column("<mj-carousel><!-- x --><mj-carousel-image src='a.jpg'/></mj-carousel>"),
    "comment in a divider": column("<mj-divider><!-- x --></mj-divider>"),
    "comment in a font": page("", "<mj-font name='a' href='b'><!-- x --></mj-font>"),
    "body in the body": page("<mj-body/>"),
    "unknown attribute": column("<mj-text colour='#111'>x</mj-text>"),
    "two unknown attributes": column("<mj-text colour='#111' class='x'>y</mj-text>"),
    "attribute of another tag": page("<mj-section width='600px'/>"),
    "attribute in capitals": column("<mj-text Color='#111'>x</mj-text>"),
    "attribute on the head": page("", "<mj-title lang='en'>x</mj-title>"),
    "unknown attribute in the defaults": page("", "<mj-attributes><mj-text size='3px'/></mj-attributes>"),
    "bad value in the defaults": page("", "<mj-attributes><mj-text font-size='17'/></mj-attributes>"),
    "length without a unit": column("<mj-text font-size='17'>x</mj-text>"),
    "colour that is none": column("<mj-text color='accent'>x</mj-text>"),
    "entity as a value": column("<mj-text color='&#35;ffffff'>x</mj-text>"),
    "space around a value": column("<mj-text align=' left'>x</mj-text>"),
    "enum without a value": column("<mj-text align>x</mj-text>"),
    "breakpoint without a unit": page("", "<mj-breakpoint width='480'/>"),
    "raw in a wrong position": page("<mj-raw position='end'>x</mj-raw>"),
    "no mjml at all": "Hello",
    "nothing": "",
    "mjml without a body": "<mjml><mj-head/></mjml>",
    # where the two may differ
    "tag in capitals": column("<MJ-TEXT>x</MJ-TEXT>"),
    "section beside the body": page("").replace("</mjml>", "<mj-section/></mjml>"),
    "column left open": page("<mj-section><mj-column><mj-text>x</mj-text></mj-section>"),
    "attribute given twice": column("<mj-text color='#111' color='#222'>x</mj-text>"),
    "include": page("<mj-include path='./partial.mjml'/>"),
}
