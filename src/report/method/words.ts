import { GLOSSARY } from '../../core/glossary.ts';
import { list, type Part } from './document.ts';

export function words(): Part {
  return {
    title: 'Words',
    blocks: [list(...GLOSSARY.map(({ term, meaning }) => `*${term}*: ${meaning}`))],
  };
}
