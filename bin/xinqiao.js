#!/usr/bin/env node
// Plain JavaScript that any Node can read: a Node too old must hear so before TypeScript or a native module is loaded.
const NEEDED = [24, 12]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `信桥 Xinqiao needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}. "npm ci" brings one: use "npm start".`,
  )
  process.exit(1)
}
// Whatever a command writes is for its owner: databases, backups, keys, reports.
process.umask(0o077)
const { main } = await import('../src/main.ts')
await main(process.argv.slice(2))
