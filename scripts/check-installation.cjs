// Runs when `npm ci` has installed everything: npm runs a project's own scripts no earlier. hnswlib-node is compiled on
// installation and is an optional dependency only so that npm comes this far where its tools are missing; without this
// the reader of a failed installation would see a page of node-gyp's output that names none of them.
const { spawnSync } = require('node:child_process')

const [major, minor] = process.versions.node.split('.').map(Number)
const oldNode = major < 20 || (major === 20 && minor < 19)

const problems = [
  ...(oldNode ? [`Node.js 20.19 or later is needed, this is ${process.versions.node}: https://nodejs.org/`] : []),
  ...compilationProblems(),
]

if (problems.length > 0) {
  const list = problems.map((problem) => `  - ${problem}`).join('\n')
  console.error(`\nAttest cannot be used yet:\n${list}\nThen run npm ci again.\n`)
  process.exit(1)
}

function compilationProblems() {
  try {
    require('hnswlib-node')
    return []
  } catch (error) {
    const missing = process.platform === 'win32' ? [] : missingTools()
    if (missing.length > 0) return missing
    return [
      `hnswlib-node could not be compiled (${error.message.split('\n')[0]}): npm ci --foreground-scripts shows why`,
    ]
  }
}

function missingTools() {
  const runs = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
  const compilers = [process.env.CXX || 'c++', 'g++', 'clang++']
  return [
    ...(compilers.some(runs)
      ? []
      : ['A C++ compiler is needed. Debian and Ubuntu: apt-get install g++. macOS: xcode-select --install']),
    ...(runs('make') ? [] : ['make is needed. Debian and Ubuntu: apt-get install make. macOS: xcode-select --install']),
    ...(runs(process.env.npm_config_python || 'python3')
      ? []
      : ['Python 3 is needed (node-gyp runs on it). Debian and Ubuntu: apt-get install python3']),
  ]
}
