// Upload with progress. Without this script the same form is sent by the browser itself.
// The file stays chosen until the server has it: a broken connection costs a click, never a search for the file.

const words = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

function enhance(form) {
  const input = form.querySelector('input[type=file]');
  const field = form.querySelector('[data-drop]');
  const problem = form.querySelector('[data-problem]');
  const problemText = form.querySelector('[data-problem-text]');
  const progress = form.querySelector('[data-progress]');
  const bar = progress.querySelector('progress');
  const text = progress.querySelector('[data-progress-text]');
  const cancel = form.querySelector('[data-cancel]');
  const submit = form.querySelector('button[type=submit]');
  // One key for one file: a retry after a lost answer does not become a second revision.
  let intent = form.elements.intent.value;
  let running = null;

  function tell(message) {
    problemText.textContent = message;
    problem.hidden = message === '';
    field.classList.toggle('has-error', message !== '');
    if (message) {
      input.setAttribute('aria-invalid', 'true');
    } else {
      input.removeAttribute('aria-invalid');
    }
  }

  function refusal(file) {
    if (file.size === 0) {
      return 'This file is empty. Check that it was saved, and choose it again.';
    }
    return file.size > Number(form.dataset.max) ? form.dataset.tooLarge : '';
  }

  function idle() {
    running = null;
    progress.hidden = true;
    cancel.hidden = true;
    submit.disabled = false;
  }

  input.addEventListener('change', () => {
    intent = crypto.randomUUID();
    tell(input.files.length ? refusal(input.files[0]) : '');
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (running) {
      return;
    }
    const file = input.files[0];
    const wrong = file ? refusal(file) : 'Choose the file to upload.';
    tell(wrong);
    if (wrong) {
      input.focus();
      return;
    }
    send(file);
  });

  function send(file) {
    const request = new XMLHttpRequest();
    running = request;
    submit.disabled = true;
    cancel.hidden = false;
    progress.hidden = false;
    bar.value = 0;
    text.textContent = `Uploading ${words(file.size)}`;

    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) {
        bar.value = (100 * event.loaded) / event.total;
        text.textContent = `${words(Math.min(event.loaded, file.size))} of ${words(file.size)}`;
      }
    });
    request.upload.addEventListener('load', () => {
      bar.removeAttribute('value');
      text.textContent = 'Uploaded; being checked and stored';
    });
    request.addEventListener('load', () => {
      if (request.status === 201) {
        location.assign(form.dataset.done);
        return;
      }
      idle();
      tell(answer(request));
    });
    request.addEventListener('error', () => {
      idle();
      tell('The connection broke. The file is still chosen: try again when you are online.');
    });
    request.addEventListener('abort', () => {
      idle();
      tell('');
      submit.focus();
    });

    const body = new FormData();
    body.append('file', file);
    request.open('POST', form.dataset.api);
    request.setRequestHeader('Idempotency-Key', intent);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    const header = document.querySelector('meta[name=csrf-header]');
    const token = document.querySelector('meta[name=csrf-token]');
    if (header && token) {
      request.setRequestHeader(header.content, token.content);
    }
    request.send(body);
  }

  function answer(request) {
    if (request.status === 401) {
      return 'You are signed out. Sign in in another tab, then try again here: the file is still chosen.';
    }
    try {
      return JSON.parse(request.responseText).detail || 'The file could not be taken. Try again.';
    } catch {
      return 'The file could not be taken. Try again.';
    }
  }

  cancel.addEventListener('click', () => running?.abort());

  for (const type of ['dragenter', 'dragover']) {
    field.addEventListener(type, (event) => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        field.classList.add('is-dropping');
      }
    });
  }
  field.addEventListener('dragleave', (event) => {
    if (!field.contains(event.relatedTarget)) {
      field.classList.remove('is-dropping');
    }
  });
  field.addEventListener('drop', (event) => {
    event.preventDefault();
    field.classList.remove('is-dropping');
    if (event.dataTransfer.files.length && !running) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event('change'));
    }
  });
  // A file dropped beside the field would replace the page with itself.
  for (const type of ['dragover', 'drop']) {
    document.addEventListener(type, (event) => {
      if (!field.contains(event.target)) {
        event.preventDefault();
      }
    });
  }

  window.addEventListener('beforeunload', (event) => {
    if (running && running.readyState !== XMLHttpRequest.DONE) {
      event.preventDefault();
    }
  });
}

document.querySelectorAll('form[data-upload]').forEach(enhance);
