// Shows what the chosen type asks for. What was typed for another type stays there, and is not sent while it is hidden.
// Without this script all of it is shown.

const types = document.querySelector('select[name=type]');
const parts = [...document.querySelectorAll('fieldset[data-type]')];

function show() {
  for (const part of parts) {
    const asked = part.dataset.type === types.value;
    part.hidden = !asked;
    part.disabled = !asked;
  }
}

// A field that was refused must be seen, whatever type is chosen.
if (types && !parts.some((part) => part.dataset.type !== types.value && part.querySelector('.has-error'))) {
  types.addEventListener('change', show);
  show();
}
