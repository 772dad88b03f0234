/** A word that is not school physics, explained. */
export interface GlossaryEntry {
  readonly term: string;
  /** Other forms in which sentences have it. */
  readonly forms?: readonly string[];
  readonly meaning: string;
}

/** The only one: the method shows it whole, and the page beside the words. */
export const GLOSSARY: readonly GlossaryEntry[] = [
  {
    term: 'batch 1',
    meaning:
      'One request at a time: every weight is read for a single multiply-add, as when a model writes for one person.',
  },
  {
    term: 'compulsory bytes',
    forms: ['compulsory byte'],
    meaning: 'What a product must move at least: each input once and each output once.',
  },
  {
    term: 'crossover',
    meaning:
      'The share of nonzeros at which a sparse product takes as long as a dense one; below it sparse is faster.',
  },
  {
    term: 'dense',
    meaning: 'Stored with every element, zeros as well.',
  },
  {
    term: 'dilution',
    meaning:
      'The same kernel with the same instructions, of which only a share of the blocks reads its own memory; the others read what lies in a cache.',
  },
  {
    term: 'dispatch',
    forms: ['launching'],
    meaning: 'Starting a program on the GPU: a cost of its own, whatever the program does.',
  },
  {
    term: 'hot',
    meaning: 'Measured again and again on the same data, which may lie in a cache.',
  },
  {
    term: 'knee',
    meaning: 'Where arithmetic begins to take as long as reading: from there on, more of it costs time.',
  },
  {
    term: 'nonzeros',
    forms: ['nonzero'],
    meaning: 'The elements of a matrix that are not zero: all that a sparse product has to multiply.',
  },
  {
    term: 'ridge point',
    meaning:
      'The FLOPs a byte at which reading and arithmetic take equally long. A kernel left of it should wait for memory, right of it for arithmetic.',
  },
  {
    term: 'roof',
    forms: ['roofline'],
    meaning: 'The most that memory or arithmetic allows, from probes measured in the same run.',
  },
  {
    term: 'sparse',
    meaning: 'Stored without its zeros: a value and its place for each nonzero.',
  },
  {
    term: 'streamed',
    meaning: 'Read from memory: each execution takes another copy, so that no cache has it yet.',
  },
  {
    term: 'working set',
    meaning: 'The bytes that an execution touches; one that fits a cache is read from there.',
  },
];
