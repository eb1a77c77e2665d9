// Looks in the registry while one types. Without this script the button beside the field does.

const PAUSE = 250;

function enhance(picker) {
  const search = picker.querySelector('input[type=search]');
  const select = picker.querySelector('select');
  const found = picker.querySelector('[data-found]');
  let timer = 0;
  let asked = 0;

  picker.querySelector('button[name=look]').hidden = true;

  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      clearTimeout(timer);
      look();
    }
  });

  async function look() {
    const text = search.value.trim();
    const mine = ++asked;
    if (!text) {
      found.textContent = '';
      return;
    }
    let page;
    try {
      const answer = await fetch(`${picker.dataset.search}?q=${encodeURIComponent(text)}`, { credentials: 'same-origin' });
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    } catch {
      found.textContent = 'The registry cannot be reached now.';
      return;
    }
    if (mine !== asked) {
      return;
    }
    const rows = [...page.querySelectorAll('[data-specification]')];
    // What is chosen stays chosen until another is.
    const kept = [...select.options].filter((option) => option.value === '' || option.selected);
    const values = new Set(kept.map((option) => option.value));
    select.replaceChildren(
      ...kept,
      ...rows
        .filter((row) => !values.has(row.dataset.specification))
        .map((row) => new Option(row.dataset.name, row.dataset.specification)),
    );
    if (rows.length === 1) {
      select.value = rows[0].dataset.specification;
    }
    found.textContent =
      rows.length === 0
        ? 'No document matches.'
        : rows.length === 1
          ? 'One document, chosen.'
          : `${rows.length}${page.querySelector('.pagination') ? ' and more' : ''} documents found; choose one.`;
  }
}

document.querySelectorAll('[data-specification-picker]').forEach(enhance);
