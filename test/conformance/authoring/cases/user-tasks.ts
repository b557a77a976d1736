/** User tasks: assignment, candidates, dates, forms, the old job-based kind. */
import type { AuthoredCase } from '../authored-case.ts'
import { boundary, bpmn, end, onError, parallel, process, start, sub, user, type UserWork } from '../bpmn.ts'

const now = '2026-01-05T00:00:00Z'
const one = (work: UserWork) => bpmn(process('task', [start(), user('u', work), end()], ['s > u > e']))
const form = JSON.stringify({
  id: 'opinion',
  type: 'default',
  schemaVersion: 16,
  components: [{ type: 'textfield', key: 'text', label: '意见', id: 'f1' }],
})

export const cases: AuthoredCase[] = [
  {
    folder: 'user-task-static',
    name: 'static assignee and candidate lists',
    files: { 'p.bpmn': one({ assignee: 'li', groups: 'legal,chiefs', users: 'wang, zhao' }) },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-expressions',
    name: 'assignee and candidates by FEEL',
    files: {
      'p.bpmn': one({
        assignee: '=boss.name',
        groups: '=for c in codes return "role:" + c',
        users: '=[drafter]',
      }),
    },
    start: { process: 'task', variables: { boss: { name: 'qian' }, codes: ['a', 'b'], drafter: 'sun' } },
  },
  {
    folder: 'user-task-assignee-null',
    name: 'an assignee that is null: an incident; resolved',
    files: { 'p.bpmn': one({ assignee: '=boss' }) },
    start: { process: 'task' },
    steps: [{ resolveIncident: { element: 'u', variables: { boss: 'qian' } } }],
  },
  {
    folder: 'user-task-groups-not-list',
    name: 'candidate groups that are a number: an incident',
    files: { 'p.bpmn': one({ groups: '=3' }) },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-groups-mixed',
    name: 'candidate groups with an element that is no text: an incident',
    files: { 'p.bpmn': one({ groups: '=["a", 1]' }) },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-groups-empty',
    name: 'an empty list of candidates',
    files: { 'p.bpmn': one({ groups: '=[]', users: '=[]' }) },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-due-date',
    name: 'due and follow-up date by FEEL',
    now,
    files: {
      'p.bpmn': one({
        due: '=date and time("2026-01-05T08:00:00+08:00") + duration("P7D")',
        followUp: '=remind',
      }),
    },
    start: { process: 'task', variables: { remind: '2026-01-06T09:00:00+08:00' } },
  },
  {
    folder: 'user-task-due-date-wrong',
    name: 'a due date that is no date: an incident',
    files: { 'p.bpmn': one({ due: '=when' }) },
    start: { process: 'task', variables: { when: 'tomorrow' } },
  },
  {
    folder: 'user-task-due-date-null',
    name: 'a due date that is null',
    files: { 'p.bpmn': one({ due: '=when' }) },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-form',
    name: 'a form that is deployed with the process',
    files: { 'p.bpmn': one({ form: 'opinion' }), 'opinion.form': form },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-form-missing',
    name: 'a form that is not deployed: an incident',
    files: { 'p.bpmn': one({ form: 'nowhere' }) },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-external-form',
    name: 'a reference to a form outside',
    files: { 'p.bpmn': one({ externalForm: '="form-" + kind' }) },
    start: { process: 'task', variables: { kind: 'x' } },
  },
  {
    folder: 'user-task-complete',
    name: 'completed with variables; a second completion is refused',
    files: { 'p.bpmn': one({}) },
    start: { process: 'task', variables: { ok: false } },
    steps: [
      { completeUserTask: { element: 'u', variables: { ok: true, list: [1] } } },
      { fails: { completeUserTask: { element: 'u', variables: {} } } },
    ],
  },
  {
    folder: 'user-task-mapping',
    name: 'inputs and outputs of a user task',
    files: {
      'p.bpmn': one({
        in: { question: '="amount " + string(n)' },
        out: { answer: '=reply', 'log.question': '=question' },
      }),
    },
    start: { process: 'task', variables: { n: 5 } },
    steps: [{ completeUserTask: { element: 'u', variables: { reply: 'yes', other: 1 } } }],
  },
  {
    folder: 'user-task-assign',
    name: 'assigned, assigned to another, unassigned',
    files: {
      'p.bpmn': bpmn(
        process(
          'task',
          [
            start(),
            parallel('f'),
            user('u', { groups: 'g' }),
            user('v', { assignee: 'li' }),
            end(),
            end('e2'),
          ],
          ['s > f > u > e', 'f > v > e2'],
        ),
      ),
    },
    start: { process: 'task' },
    steps: [
      { assignUserTask: { element: 'u', assignee: 'wang' } },
      { assignUserTask: { element: 'u', assignee: 'zhao' } },
      { fails: { assignUserTask: { element: 'v', assignee: '' } } },
      { assignUserTask: { element: 'v', assignee: null } },
    ],
  },
  {
    folder: 'user-task-cancelled',
    name: 'a cancelled instance has no user tasks',
    files: { 'p.bpmn': one({ assignee: 'li' }) },
    start: { process: 'task' },
    steps: [{ cancel: {} }, { fails: { completeUserTask: { element: 'u', variables: {} } } }],
  },
  {
    folder: 'user-task-as-job',
    name: 'a user task of the old kind is a job that nobody takes',
    files: { 'p.bpmn': one({ asJob: true, assignee: 'li' }) },
    start: { process: 'task' },
  },
  {
    folder: 'user-task-as-job-worked',
    name: 'a user task of the old kind, completed by a worker',
    files: { 'p.bpmn': one({ asJob: true, groups: 'g' }) },
    start: { process: 'task' },
    handlers: { 'io.camunda.zeebe:userTask': [{ complete: { ok: true } }] },
  },
  {
    folder: 'user-task-as-job-error',
    name: 'a user task of the old kind whose worker throws an error',
    files: {
      'p.bpmn': bpmn(
        process(
          'task',
          [start(), user('u', { asJob: true }), boundary('b', 'u', onError('NO')), end(), end('x')],
          ['s > u > e', 'b > x'],
        ),
      ),
    },
    start: { process: 'task' },
    handlers: { 'io.camunda.zeebe:userTask': [{ error: { code: 'NO' } }] },
  },
  {
    folder: 'user-task-oldest-first',
    name: 'two tasks of one element in a loop of scopes: the oldest is completed first',
    files: {
      'p.bpmn': bpmn(
        process(
          'task',
          [
            start(),
            sub('inner', [start('is'), user('u', { assignee: '=name' }), end('ie')], ['is > u > ie'], {
              multi: { collection: '=["a", "b"]', element: 'name' },
            }),
            end(),
          ],
          ['s > inner > e'],
        ),
      ),
    },
    start: { process: 'task' },
    steps: [{ completeUserTask: { element: 'u' } }],
  },
]
