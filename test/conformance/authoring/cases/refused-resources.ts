/** Deployments refused as a whole: nothing, two faults, decisions and forms that cannot be read. */
import type { AuthoredCase } from '../authored-case.ts'
import { bpmn, end, plain, process, service, start } from '../bpmn.ts'
import { dmn } from '../dmn.ts'
import { odd } from '../refused-models.ts'

export const cases: AuthoredCase[] = [
  {
    folder: 'refused-nothing-deployed',
    name: 'one broken file of two: nothing is deployed',
    files: {
      'a.bpmn': bpmn(process('sound', [start(), end()], ['s > e'])),
      'b.bpmn': bpmn(process('wrong', [start(), service('bare', ''), end()], ['s > bare > e'])),
    },
  },
  {
    folder: 'refused-two-faults',
    name: 'two faults in one file are both named',
    files: {
      'p.bpmn': bpmn(
        process(
          'wrong',
          [start(), odd('c', 'callActivity'), odd('r', 'businessRuleTask'), end()],
          ['s > c > r > e'],
        ),
      ),
    },
  },
  {
    folder: 'refused-same-process-twice',
    name: 'two files with one process id',
    files: {
      'a.bpmn': bpmn(process('same', [start(), end()], ['s > e'])),
      'b.bpmn': bpmn(process('same', [start(), plain('t'), end()], ['s > t > e'])),
    },
  },
  {
    folder: 'refused-decision-syntax',
    name: 'a decision that is no FEEL',
    files: {
      'd.dmn': dmn('wrong', [
        { id: 'w', hitPolicy: 'UNIQUE', inputs: ['n'], outputs: ['o'], rules: [['> >', '1']] },
      ]),
    },
  },
  {
    folder: 'refused-decision-cycle',
    name: 'decisions that need each other',
    files: {
      'd.dmn': dmn('wrong', [
        { id: 'w', literal: 'v + 1', requires: ['v'] },
        { id: 'v', literal: 'w + 1', requires: ['w'] },
      ]),
    },
  },
  {
    folder: 'refused-decision-empty',
    name: 'a decision without logic',
    files: {
      'd.dmn': dmn('wrong', [{ id: 'w', literal: 'x' }]).replace(
        /<literalExpression.*<\/literalExpression>/,
        '',
      ),
    },
  },
  {
    folder: 'refused-form',
    name: 'a form that is no JSON',
    files: { 'p.bpmn': bpmn(process('sound', [start(), end()], ['s > e'])), 'f.form': '{ "id": ' },
  },
  {
    folder: 'refused-form-no-id',
    name: 'a form without an id',
    files: {
      'p.bpmn': bpmn(process('sound', [start(), end()], ['s > e'])),
      'f.form': '{ "components": [], "schemaVersion": 16 }',
    },
  },
]
