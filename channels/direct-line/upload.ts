import { type IncomingMessage } from 'node:http';
import busboy, { type Busboy, type FileInfo } from 'busboy';
import { type UploadedFile } from './backend.ts';
import { fileKindOf } from './file-kind.ts';
import { pixelsOf } from './picture-size.ts';
import { refuse, type Reply } from './reply.ts';
import { safeFileName } from './safe-file-name.ts';
import { largestFile } from '../../domain/largest-file.ts';

/** Largest sum of one upload, in bytes; files of one upload; pixels of one picture. */
const uploadBytesMax = 30 * 1024 * 1024;
const filesMax = 5;
const pixelsMax = 50_000_000;
const activityPartMax = 64 * 1024;
const uploadTimeoutMs = 60_000;

export type Upload = { readonly activity: unknown; readonly files: readonly UploadedFile[] };
type Part = { readonly field: string; readonly name: string; readonly chunks: Buffer[]; size: number };

/** Reads a multipart upload: a part `activity` and parts `file`, held in memory, never on disk. Refuses the whole when any file is not acceptable. */
export async function readUpload(req: IncomingMessage): Promise<Upload | { refusal: Reply }> {
  if (Number(req.headers['content-length'] ?? 0) > uploadBytesMax) return tooLarge(req);
  const parser = parserOf(req);
  if (parser === null) return { refusal: refuse(415, 'MultipartExpected') };
  const parts = await readParts(req, parser);
  if (!Array.isArray(parts)) return { refusal: parts };
  const activity = activityOf(parts.find(({ field }) => field === 'activity'));
  if (activity === 'bad') return { refusal: refuse(400, 'BadJson') };
  const files = parts.filter(({ field }) => field === 'file').map(fileOf);
  if (files.length === 0) return { refusal: refuse(400, 'NoFile', 'No file came with the upload.') };
  const accepted = files.filter((file): file is UploadedFile => !('status' in file));
  const refused = files.find((file): file is Reply => 'status' in file);
  return refused === undefined ? { activity, files: accepted } : { refusal: refused };
}

function parserOf(req: IncomingMessage): Busboy | null {
  try {
    const limits = {
      fileSize: largestFile,
      files: filesMax + 1,
      fields: 1,
      parts: filesMax + 2,
      fieldSize: activityPartMax,
    };
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits });
  } catch {
    return null;
  }
}

function readParts(req: IncomingMessage, parser: Busboy): Promise<Part[] | Reply> {
  return new Promise((resolve) => {
    const parts: Part[] = [];
    let total = 0;
    const finish = (result: Part[] | Reply): void => {
      clearTimeout(timer);
      req.unpipe(parser);
      req.resume();
      resolve(result);
    };
    const timer = setTimeout(finish, uploadTimeoutMs, refuse(408, 'TooSlow'));
    parser.on('file', (field: string, stream: NodeJS.ReadableStream, info: FileInfo) => {
      const part: Part = { field, name: info.filename ?? '', chunks: [], size: 0 };
      parts.push(part);
      stream.on('data', (chunk: Buffer) => {
        part.size += chunk.length;
        total += chunk.length;
        if (total > uploadBytesMax) finish(refuse(413, 'TooLarge', 'The files are too large together.'));
        else part.chunks.push(chunk);
      });
      stream.on('error', () => {
        finish(refuse(400, 'BadMultipart'));
      });
      stream.on('limit', () => {
        finish(refuse(413, 'TooLarge', 'A file may have 10 MB at most.'));
      });
    });
    parser.on('field', (field: string, value: string) => {
      parts.push({ field, name: '', chunks: [Buffer.from(value)], size: value.length });
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.on(limit, () => {
        finish(refuse(413, 'TooManyFiles', 'Five files at most.'));
      });
    }
    parser.on('error', () => {
      finish(refuse(400, 'BadMultipart'));
    });
    parser.on('close', () => {
      const count = parts.filter(({ field }) => field === 'file').length;
      finish(count > filesMax ? refuse(413, 'TooManyFiles', 'Five files at most.') : parts);
    });
    req.once('close', () => {
      if (!req.complete) finish(refuse(400, 'BadMultipart'));
    });
    req.pipe(parser);
  });
}

function activityOf(part: Part | undefined): unknown {
  if (part === undefined) return undefined;
  if (part.size > activityPartMax) return 'bad';
  try {
    return JSON.parse(Buffer.concat(part.chunks).toString('utf8')) as unknown;
  } catch {
    return 'bad';
  }
}

function fileOf(part: Part): UploadedFile | Reply {
  const bytes = new Uint8Array(Buffer.concat(part.chunks));
  if (bytes.length === 0) return refuse(400, 'EmptyFile', 'The file is empty.');
  const name = safeFileName(part.name);
  const kind = fileKindOf(name, bytes);
  if (kind === null) return refuse(415, 'FileTypeNotAllowed', 'JPEG, PNG, WebP, HEIC and PDF files are taken.');
  const pixels = pixelsOf(bytes);
  if (pixels !== null && pixels > pixelsMax) return refuse(413, 'PictureTooLarge', 'The picture has too many pixels.');
  return { name, mime: kind.mime, bytes };
}

function tooLarge(req: IncomingMessage): { refusal: Reply } {
  req.resume();
  return { refusal: refuse(413, 'TooLarge', 'The files are too large together.') };
}
