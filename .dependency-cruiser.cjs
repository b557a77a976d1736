/**
 * The house's rules of who may call whom (docs/architecture.md shows them as one table). Imports point down:
 * cli, http → workers → slices → engine → platform.
 */
const slices = [
  'cases',
  'evidence',
  'signatures',
  'verification',
  'property',
  'remedies',
  'quality',
  'examination',
  'packages',
  'clues',
  'tasks',
  'approvals',
  'parties',
  'officers',
  'violations',
  'laws',
  'documents',
  'deadlines',
  'audit',
  'identity',
  'notifications',
]

/** What each slice may import of other slices. The table has no cycle. */
const mayCall = {
  audit: [],
  identity: ['audit'],
  laws: ['audit', 'identity'],
  officers: ['audit', 'identity'],
  parties: ['audit', 'identity'],
  violations: ['audit', 'identity', 'laws'],
  deadlines: ['audit', 'identity', 'laws'],
  documents: ['audit', 'identity'],
  tasks: ['audit', 'identity'],
  notifications: ['audit', 'identity', 'tasks'],
  approvals: ['audit', 'identity', 'officers', 'tasks', 'documents'],
  evidence: ['audit', 'identity', 'documents'],
  signatures: ['audit', 'identity', 'documents'],
  verification: ['identity', 'documents'],
  clues: ['audit', 'identity', 'officers', 'parties', 'violations', 'deadlines', 'documents'],
  cases: [
    'audit',
    'identity',
    'clues',
    'evidence',
    'signatures',
    'officers',
    'parties',
    'violations',
    'laws',
    'deadlines',
    'documents',
    'tasks',
    'approvals',
  ],
  remedies: ['audit', 'identity', 'deadlines', 'documents', 'tasks', 'cases'],
  quality: ['audit', 'identity', 'officers', 'deadlines', 'documents', 'tasks', 'cases'],
  packages: ['audit', 'identity', 'documents', 'evidence', 'cases', 'examination'],
  examination: ['audit', 'identity', 'deadlines', 'documents', 'approvals', 'evidence', 'cases', 'property'],
  property: ['audit', 'identity', 'officers', 'parties', 'deadlines', 'documents', 'tasks', 'cases'],
}

const room = (names) => `^src/(${names.join('|')})/`
const notTests = '\\.test\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pages-know-the-api-alone',
      comment: 'The pages are another program: they know what the API describes, not how it is done.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|workers|test|scripts)/' },
    },
    {
      name: 'nobody-knows-the-pages',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^web/' },
    },
    {
      name: 'forms-know-no-controls',
      comment: 'The same form at the desk and on the phone: each brings its own controls.',
      severity: 'error',
      from: { path: '^web/forms/' },
      to: { path: '^web/(desktop|phone)/' },
    },
    {
      name: 'desk-and-phone-apart',
      comment:
        'Neither loads what only the other shows; what both need is in web/shared, and web/router.ts says which page is shown where.',
      severity: 'error',
      from: { path: '^web/(desktop|phone)/' },
      to: { path: '^web/(desktop|phone)/', pathNot: '^web/$1/' },
    },
    {
      name: 'shared-knows-neither',
      severity: 'error',
      from: { path: '^web/shared/' },
      to: { path: '^web/(desktop|phone)/' },
    },
    {
      name: 'platform-knows-nobody',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: notTests },
      to: { path: '^(src/(?!platform/)|workers/)' },
    },
    {
      name: 'engine-knows-nothing-of-cases',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: notTests },
      to: { path: `${room([...slices, 'jobs', 'http', 'cli'])}|^workers/` },
    },
    {
      name: 'one-port',
      comment:
        'Above the engine only the port, the feed records, the outbox and the external-task door are seen.',
      severity: 'error',
      from: { path: `${room([...slices, 'jobs'])}|^workers/`, pathNot: notTests },
      to: { path: '^src/engine/(embedded|zeebe|model)/' },
    },
    {
      name: 'slices-do-not-call-up',
      severity: 'error',
      from: { path: room(slices), pathNot: notTests },
      to: { path: '^src/(http|cli|jobs)/|^workers/|^src/application' },
    },
    ...Object.entries(mayCall).map(([slice, allowed]) => ({
      name: `${slice}-calls-only-what-the-table-says`,
      severity: 'error',
      from: { path: `^src/${slice}/`, pathNot: notTests },
      to: { path: room(slices.filter((other) => other !== slice && !allowed.includes(other))) },
    })),
    {
      name: 'no-orphans',
      severity: 'warn',
      from: { orphan: true, pathNot: '(\\.d\\.ts|\\.test\\.ts|/main\\.ts)$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
}
