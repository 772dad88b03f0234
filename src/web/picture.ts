import { LIGHT, withoutVariables } from '../charts/palette.ts';

/** Figures as they leave the page: in the light colours, on their ground, without any style sheet. */

export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', LIGHT.ground);
  copy.insertBefore(ground, copy.querySelector('desc')?.nextSibling ?? copy.firstChild);
  return withoutVariables(new XMLSerializer().serializeToString(copy));
}

/** Pixels per CSS pixel: enough for print. */
const DENSITY = 3;

export async function pngBlob(svg: SVGSVGElement, density = DENSITY): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svgText(svg)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = svg.width.baseVal.value * density;
    canvas.height = svg.height.baseVal.value * density;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn'))));
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
