// Record what the npm package @jsx-email/doiuse-email says about editions, for tests/clients/test_doiuse.py.
//
//   npm install --prefix /some/scratch/folder @jsx-email/doiuse-email
//   node tools/doiuse_record.mjs /some/scratch/folder dist/2026-11-22/edition.html ...
//
// Each edition is copied to tests/clients/data/NAME.html, and beside it NAME.doiuse.json lists, by feature, the
// clients in which the package calls it unsupported. NAME is the name of the edition's folder or file. It is asked
// for one client at a time, since it throws when its data lacks one feature for one client; "asked" has those
// that it answered for.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [scratch, ...editions] = process.argv.slice(2);
const target = join(dirname(fileURLToPath(import.meta.url)), "..", "tests", "clients", "data");
const require = createRequire(join(resolve(scratch), "x.js"));
const { doIUseEmail } = require("@jsx-email/doiuse-email");
const table = join(target, "../../../src/digest/clients/caniemail.json");
const { clients } = JSON.parse(readFileSync(table, "utf8"));
const { version } = require("@jsx-email/doiuse-email/package.json");

for (const path of editions) {
  const file = basename(path, ".html");
  const name = file === "edition" ? basename(dirname(resolve(path))) : file;
  const html = readFileSync(path, "utf8");
  const unsupported = {};
  const asked = [];
  for (const client of clients) {
    let errors;
    try {
      ({ errors = [] } = doIUseEmail(html, { emailClients: [client] }));
    } catch (error) {
      if (!/not found/.test(error.message)) throw error;
      continue;
    }
    asked.push(client);
    for (const line of errors) {
      const found = /^`(.+)` is not supported by `(.+)`$/.exec(line);
      if (!found) throw new Error(`not understood: ${line}`);
      (unsupported[found[1]] ??= new Set()).add(found[2]);
    }
  }
  const sorted = Object.entries(unsupported).sort(([one], [other]) => (one < other ? -1 : 1));
  const rows = Object.fromEntries(sorted.map(([title, clients]) => [title, [...clients].sort()]));
  copyFileSync(path, join(target, `${name}.html`));
  const record = { package: `@jsx-email/doiuse-email ${version}`, asked, unsupported: rows };
  writeFileSync(join(target, `${name}.doiuse.json`), `${JSON.stringify(record, null, 1)}\n`);
}
