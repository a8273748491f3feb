// Runs on every page of the documentation: menu, colours, copy buttons, and the search, whose index is loaded when
// it is used.
const root = new URL('../', import.meta.url);
const $ = (selector) => document.querySelector(selector);

function setUpTheme() {
  const button = $('#site-theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const current = () => document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');
  const show = () => {
    button.textContent = current() === 'dark' ? 'Light' : 'Dark';
    button.title = `Use ${button.textContent.toLowerCase()} colours`;
  };
  button.addEventListener('click', () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem('paygraph-docs-theme', next);
    show();
  });
  dark.addEventListener('change', show);
  show();
  button.hidden = false;
}

function setUpMenu() {
  const button = $('#site-menu');
  document.documentElement.dataset.menu = 'closed';
  button.hidden = false;
  const set = (isOpen) => {
    document.documentElement.dataset.menu = isOpen ? 'open' : 'closed';
    button.setAttribute('aria-expanded', String(isOpen));
  };
  button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') set(false);
  });
  const pages = $('#site-pages');
  const here = pages.querySelector('[aria-current]');
  if (here) pages.scrollTop = here.offsetTop - pages.clientHeight / 2;
}

function setUpContents() {
  const details = $('.toc details');
  if (!details) return;
  const wide = matchMedia('(min-width: 75rem)');
  const follow = () => (details.open = wide.matches);
  wide.addEventListener('change', follow);
  follow();
}

function setUpCopying() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll('pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    const say = (text) => (button.textContent = text);
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(block.textContent).then(
        () => say('Copied'),
        () => say('Not allowed'),
      );
      setTimeout(() => say('Copy'), 2000);
    });
    const frame = document.createElement('div');
    frame.className = 'code';
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

let search;

async function loadSearch() {
  const [{ default: MiniSearch }, { createSearch, excerptOf }, response] = await Promise.all([
    import('./minisearch.js'),
    import('./search.js'),
    fetch(new URL('search.json', root)),
  ]);
  if (!response.ok) throw new Error(`search.json: ${response.status}`);
  return { find: createSearch(MiniSearch, await response.json()), excerptOf };
}

function setUpSearch() {
  const [input, results, status] = [$('#site-search'), $('#site-results'), $('#site-status')];
  $('search').hidden = false;
  let selected = -1;

  const close = () => {
    results.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    selected = -1;
  };
  const select = (index) => {
    const options = [...results.children];
    if (options.length === 0) return;
    selected = (index + options.length) % options.length;
    for (const [at, option] of options.entries()) {
      option.setAttribute('aria-selected', String(at === selected));
    }
    options[selected].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[selected].id);
  };
  const update = async () => {
    const text = input.value.trim();
    if (text === '') {
      close();
      status.textContent = '';
      return;
    }
    try {
      search ??= loadSearch();
      const { find, excerptOf } = await search;
      // A later key has asked for something else meanwhile.
      if (input.value.trim() !== text) return;
      const found = find(text);
      results.replaceChildren(...found.map((entry, index) => optionOf(entry, index, excerptOf)));
      status.textContent =
        found.length === 0 ? `Nothing found for “${text}”` : `${found.length} results`;
      status.classList.toggle('empty', found.length === 0);
      close();
      if (found.length === 0) return;
      results.hidden = false;
      input.setAttribute('aria-expanded', 'true');
      select(0);
    } catch {
      search = undefined;
      status.textContent = 'The search could not be loaded. Type again to retry';
      status.classList.add('empty');
    }
  };
  const keys = {
    ArrowDown: () => select(selected + 1),
    ArrowUp: () => select(selected - 1),
    Enter: () => results.children[selected]?.click(),
    Escape: () => (results.hidden ? input.blur() : close()),
  };

  input.addEventListener('input', () => void update());
  input.addEventListener('focus', () => {
    if (input.value !== '') void update();
  });
  input.addEventListener('keydown', (event) => {
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  // A press on a result would otherwise take the focus, and close the list before the click.
  results.addEventListener('mousedown', (event) => event.preventDefault());
  input.addEventListener('blur', () => {
    close();
    status.textContent = '';
    status.classList.remove('empty');
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.matches('input, textarea');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

function optionOf({ title, where, url, text, terms }, index, excerptOf) {
  const option = document.createElement('a');
  option.id = `result-${index}`;
  option.role = 'option';
  option.tabIndex = -1;
  option.href = new URL(url, root).href;
  option.addEventListener('click', () => $('#site-search').blur());
  const parts = [
    ['strong', title],
    ['small', where],
    ['span', excerptOf(text, terms)],
  ];
  for (const [name, content] of parts) {
    const part = document.createElement(name);
    part.textContent = content;
    option.append(part);
  }
  return option;
}

setUpTheme();
setUpMenu();
setUpContents();
setUpCopying();
setUpSearch();
