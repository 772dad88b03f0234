import { EXIT, messageOf, UserError } from '../core/errors.ts';

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'it does not exist',
  ENOTDIR: 'part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EISDIR: 'it is a folder',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'files may not be that large here',
  EIO: 'the device does not answer',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** Why the system refused a file or folder, in words. */
export function causeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return (typeof code === 'string' ? CAUSES[code] : undefined) ?? messageOf(error);
}

export function cannotRead(path: string, error: unknown): UserError {
  return new UserError(`cannot read ${path}: ${causeOf(error)}`, EXIT.usage);
}
