import { escapeHtml } from './html.ts';

interface Language {
  comment: RegExp;
  keyword: RegExp;
}

const slashes = /\/\/.*|\/\*[^]*?\*\//y;
const hashes = /#.*/y;
const string = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/y;
const nothing = /(?!)/y;

const script: Language = {
  comment: slashes,
  keyword:
    /\b(?:as|async|await|case|catch|class|const|default|else|export|extends|false|for|from|function|if|import|in|interface|let|new|null|of|return|satisfies|switch|throw|true|try|type|typeof|while)\b/y,
};

const languages: Readonly<Record<string, Language>> = {
  ts: script,
  tsx: script,
  js: script,
  graphql: {
    comment: hashes,
    keyword: /\b(?:query|mutation|subscription|fragment|on|true|false|null)\b|\$\w+/y,
  },
  sh: { comment: hashes, keyword: /\b(?:export|cd|npm|npx|curl|git|node|openssl)\b/y },
  json: { comment: nothing, keyword: /\b(?:true|false|null)\b/y },
};

/** A code block as HTML: comments, strings and keywords are marked. Other languages stay plain. */
export function highlight(code: string, name: string): string {
  const language = languages[name];
  if (!language) return escapeHtml(code);
  const kinds = [
    ['comment', language.comment],
    ['string', string],
    ['keyword', language.keyword],
  ] as const;
  let html = '';
  let plain = '';
  for (let at = 0; at < code.length;) {
    const found = kinds.flatMap(([kind, pattern]) => {
      pattern.lastIndex = at;
      const [text] = pattern.exec(code) ?? [];
      return text === undefined ? [] : [{ kind, text }];
    })[0];
    if (found) {
      html += `${escapeHtml(plain)}<span class="${found.kind}">${escapeHtml(found.text)}</span>`;
      plain = '';
    } else plain += code[at];
    at += found?.text.length ?? 1;
  }
  return html + escapeHtml(plain);
}
