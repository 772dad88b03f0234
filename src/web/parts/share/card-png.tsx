import { render } from 'preact';
import type { Answer } from '../../../answer/answer.ts';
import { AnswerPicture } from '../../../charts/card/answer-picture.tsx';
import { pngBlob } from '../../picture.ts';

/** The answer card as a picture of 1200 × 630 pixels, drawn from its SVG. */
export async function cardPng(answer: Answer): Promise<Blob> {
  const holder = document.createElement('div');
  render(<AnswerPicture answer={answer} />, holder);
  return pngBlob(holder.querySelector('svg')!, 1);
}
