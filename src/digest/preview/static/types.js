// @ts-check
// The shapes of what the server tells the page, and of what the page remembers.

/** @typedef {"error" | "warning" | "advice"} Severity */

/**
 * A place in a file; `frame` holds the lines around it.
 * @typedef {object} Place
 * @property {string} file  as people read it
 * @property {string} path  absolute
 * @property {number} line  from 1
 * @property {number} column  from 1
 * @property {number} [length]
 * @property {{line: number, text: string}[]} [frame]
 */

/**
 * @typedef {object} Diagnostic
 * @property {string} rule
 * @property {Severity} severity
 * @property {string} message
 * @property {string} hint
 * @property {string[]} notes
 * @property {string} why
 * @property {Place | null} place
 * @property {string} [block]  the place of the block it is about
 */

/** @typedef {Diagnostic & {key: string}} Check  with a name of its own among those of its issue */

/**
 * @typedef {object} Block
 * @property {string} place  such as blocks.2.more_from.teasers.1
 * @property {string} kind
 * @property {string} inside  the place of the section it is an item of
 * @property {string} title
 * @property {string[]} texts  by which it is found in the edition
 * @property {number} line
 * @property {number} column
 */

/**
 * @typedef {object} Edition
 * @property {string} version  another one for other HTML
 * @property {string} subject
 * @property {string} preheader
 * @property {string} date
 * @property {string} lang
 * @property {number} html_bytes
 */

/**
 * @typedef {object} Issue
 * @property {string} stem
 * @property {string} file
 * @property {string} path
 * @property {number} revision
 * @property {"clean" | "warnings" | "errors"} state
 * @property {boolean} fresh  whether the edition shows the files as they are
 * @property {number} made_at  seconds since 1970
 * @property {number} milliseconds
 * @property {Diagnostic[]} diagnostics
 * @property {Edition | null} edition
 * @property {Block[]} blocks
 */

/**
 * An issue in the list; `state` is "" before it was checked.
 * @typedef {object} Entry
 * @property {string} stem
 * @property {string} state
 * @property {string} subject
 * @property {string} date
 * @property {number | null} number
 * @property {number} errors
 * @property {number} warnings
 * @property {number} advice
 */

/** @typedef {{id: string, name: string, major: boolean}} Client */
/** @typedef {{makes: string, takes_text: boolean, variable: string, configured: boolean}} Push */
/** @typedef {{name: string, title: string, import: string, push: Push | null}} Esp */

/** @typedef {{name: string, title: string, address: string}} Editor */

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {string} sender
 * @property {string} run  names this run of the server
 * @property {string} first  the issue that the command line named
 * @property {string | null} editor  the address that opens a place, where the command line named one
 * @property {Editor[]} editors  to choose from
 * @property {string} esp
 * @property {Esp[]} esps
 * @property {Client[]} clients
 * @property {string} smtp  the host that test messages go through, if one is configured
 * @property {string} smtp_fault  what is wrong with how it is configured
 * @property {Record<string, unknown>} prefs
 */

/** @typedef {"light" | "dark" | "inverted"} Scheme */
/** @typedef {"edition" | "text" | "source" | "mjml" | "checks" | "inbox" | "handover"} Tab */

/**
 * How one pane shows the edition.
 * @typedef {object} View
 * @property {number} width  CSS pixels
 * @property {Scheme} scheme
 * @property {boolean} pictures
 * @property {string} client  the id of a mail client; empty: as built
 */

export {};
