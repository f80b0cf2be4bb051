// What the browser tests measure on a page, under window.measures.
window.measures = (() => {
  const visible = (element) => element.checkVisibility({ opacityProperty: true }) &&
    element.getBoundingClientRect().width > 0

  /** Elements that hold visible text of their own, or a picture's alternative text. */
  const texts = (selector = '*') => [...document.body.querySelectorAll(selector)].filter((element) =>
    visible(element) && (element.tagName === 'IMG' ||
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())))

  const short = (element) => `${element.tagName.toLowerCase()}.${element.className} ` +
    (element.textContent.trim() || element.alt || '').slice(0, 40)

  const rgb = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number)
    return { channels: [red, green, blue], alpha }
  }

  /** Contrast as WCAG 2 defines it. */
  const luminance = ({ channels }) => {
    const [red, green, blue] = channels.map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }

  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor)
      if (color.alpha === 1) return color
      if (color.alpha > 0) throw new Error(`half-transparent ground at ${short(at)}`)
    }
    return rgb('rgb(255, 255, 255)')
  }

  return {
    /** Visible texts that begin or end outside the window. */
    outside: () => texts().filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < -0.5 || right > window.innerWidth + 0.5
    }).map(short),
    smallText: (least, selector) => texts(selector)
      .filter((element) => parseFloat(getComputedStyle(element).fontSize) < least).map(short),
    buttons: () => [...document.querySelectorAll('.btn a')]
      .map((element) => element.getBoundingClientRect().height),
    faint: (least) => texts()
      .map((element) => [contrast(rgb(getComputedStyle(element).color), ground(element)), element])
      .filter(([ratio]) => ratio < least).map(([ratio, element]) => `${ratio.toFixed(2)} ${short(element)}`),
    colours: () => texts().map((element) => {
      const style = getComputedStyle(element)
      return [short(element), style.color, ground(element).channels.join(), style.borderTopColor].join(' | ')
    }),
    /** What a measure finds after Outlook.com has marked a message for dark mode. */
    asOutlookCom: (measure) => {
      const root = document.documentElement
      for (const mark of ['data-ogsc', 'data-ogsb']) root.setAttribute(mark, '')
      const found = measure()
      for (const mark of ['data-ogsc', 'data-ogsb']) root.removeAttribute(mark)
      return found
    }
  }
})()
