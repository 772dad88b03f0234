import { METHOD_CONSTANTS } from '../../app/method.ts';
import type { Block } from '../../report/method/document.ts';
import { METHOD_LEAD, methodParts } from '../../report/method/method.ts';

/** The method's document as elements. @param props.thresholds those that the shown run was judged by */
export function MethodText({ thresholds }: { readonly thresholds: Readonly<Record<string, number>> }) {
  return (
    <>
      <p class="lead">{METHOD_LEAD}</p>
      {methodParts({ ...METHOD_CONSTANTS, thresholds }).map(({ title, blocks }) => (
        <section key={title}>
          <h2>{title}</h2>
          {blocks.map((block, index) => (
            <BlockElement key={index} block={block} />
          ))}
        </section>
      ))}
    </>
  );
}

function BlockElement({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'text':
      return (
        <p>
          <Marked text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map(item => (
            <li key={item}>
              <Marked text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <BlockTable head={block.head} rows={block.rows} />;
  }
}

function BlockTable({ head, rows }: Omit<Extract<Block, { kind: 'table' }>, 'kind'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-frame whole" tabIndex={0} aria-label={head[0]}>
      <table>
        <thead>
          <tr>
            {head.map(cell => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {cells.map(cell => (
                <td key={cell}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** *Emphasis* and `code`; everything else as it stands. */
function Marked({ text }: { readonly text: string }) {
  const pieces = text.split(/(\*[^*]+\*|`[^`]+`)/);
  return (
    <>
      {pieces.map((piece, index) => {
        if (index % 2 === 0) return piece;
        const inner = piece.slice(1, -1);
        return piece.startsWith('`') ? <code key={index}>{inner}</code> : <em key={index}>{inner}</em>;
      })}
    </>
  );
}
