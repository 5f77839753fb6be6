import { byId, element } from './element.ts';
import { type Language, say, type Word } from './words.ts';

export type ComposerOptions = {
  readonly language: () => Language;
  readonly onSend: (text: string, files: readonly File[]) => void;
};

const filesMax = 5;
const fileBytesMax = 10 * 1024 * 1024;
const accepted = /\.(jpe?g|png|webp|heic|heif|pdf)$/i;

/** Where the person writes and chooses files. Enter sends, Shift+Enter begins a new line. */
export class Composer {
  readonly #options: ComposerOptions;
  readonly #text = byId('text', 'textarea');
  readonly #picker = byId('files', 'input');
  readonly #chosen = byId('chosen', 'ul');
  readonly #problem = byId('problem', 'p');
  #files: File[] = [];

  constructor(options: ComposerOptions) {
    this.#options = options;
    byId('composer', 'form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
    this.#text.addEventListener('input', () => {
      this.#fit();
    });
    this.#picker.addEventListener('change', () => {
      this.#choose([...(this.#picker.files ?? [])]);
      this.#picker.value = '';
    });
    this.#text.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.#choose(files);
    });
    byId('attach', 'button').addEventListener('click', () => {
      this.#picker.click();
    });
  }

  /** Writes into the box for the person to send, unless they have begun to write. */
  prefill(text: string): void {
    if (this.#text.value !== '') return;
    this.#text.value = text;
    this.#fit();
  }

  focus(): void {
    this.#text.focus();
  }

  #send(): void {
    const text = this.#text.value.trim();
    if (text === '' && this.#files.length === 0) return;
    this.#options.onSend(text, this.#files);
    this.#text.value = '';
    this.#files = [];
    this.#problem.textContent = '';
    this.#showChosen();
    this.#fit();
    this.#text.focus();
  }

  #choose(files: readonly File[]): void {
    this.#problem.textContent = '';
    for (const file of files) {
      const problem = problemOf(file, this.#files.length);
      if (problem === null) this.#files.push(file);
      else
        this.#problem.textContent = `${say(this.#options.language(), problem)} ${problem === 'tooManyFiles' ? '' : file.name}`;
    }
    this.#showChosen();
    this.#text.focus();
  }

  #showChosen(): void {
    this.#chosen.hidden = this.#files.length === 0;
    const remove = say(this.#options.language(), 'remove');
    this.#chosen.replaceChildren(
      ...this.#files.map((file) => {
        const button = element('button', { type: 'button', 'aria-label': `${remove} ${file.name}` }, '×');
        button.addEventListener('click', () => {
          this.#files = this.#files.filter((other) => other !== file);
          this.#showChosen();
          this.#text.focus();
        });
        return element('li', {}, file.name, ' ', button);
      }),
    );
  }

  #fit(): void {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }
}

function problemOf(file: File, already: number): Word | null {
  if (already >= filesMax) return 'tooManyFiles';
  if (file.size > fileBytesMax) return 'fileTooLarge';
  return accepted.test(file.name) ? null : 'fileType';
}
