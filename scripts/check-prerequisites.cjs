// Runs before `npm ci` installs anything, on whatever Node.js there is, so it is plain CommonJS without dependencies.
// hnswlib-node is compiled on installation; without its tools node-gyp fails with a page of text that names none of them.
const { spawnSync } = require('node:child_process')

const problems = []

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  problems.push(`Node.js 20.19 or later is needed, this is ${process.versions.node}: https://nodejs.org/`)
}

const runs = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0

if (process.platform !== 'win32') {
  const compiler = process.env.CXX || 'c++'
  if (!runs(compiler) && !runs('g++') && !runs('clang++')) {
    problems.push(
      'A C++ compiler is needed. Debian and Ubuntu: apt-get install g++ make. macOS: xcode-select --install',
    )
  }
  if (!runs('make'))
    problems.push('make is needed. Debian and Ubuntu: apt-get install make. macOS: xcode-select --install')
  if (!runs(process.env.npm_config_python || 'python3')) {
    problems.push('Python 3 is needed (node-gyp runs on it). Debian and Ubuntu: apt-get install python3')
  }
}

if (problems.length > 0) {
  console.error(`\nAttest cannot be installed yet:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`)
  process.exit(1)
}
