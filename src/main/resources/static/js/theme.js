// Classic and blocking on purpose: the chosen theme must stand before the first paint, or every page flashes.
(() => {
  const root = document.documentElement;
  const themes = ["light", "dark"];

  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // Storage may be forbidden; the system's theme then holds.
    }
  };

  const apply = (theme) => {
    if (themes.includes(theme)) {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  };

  const keep = (theme) => {
    try {
      if (themes.includes(theme)) {
        localStorage.setItem("theme", theme);
      } else {
        localStorage.removeItem("theme");
      }
    } catch {
      // As above: it then holds for this page.
    }
  };

  apply(chosen());

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector("[data-theme-choice]");
    if (!choice) {
      return;
    }
    const buttons = [...choice.querySelectorAll("[data-theme-value]")];
    const show = () => {
      const current = root.dataset.theme ?? "";
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeValue === current)));
    };
    buttons.forEach((button) =>
      button.addEventListener("click", () => {
        apply(button.dataset.themeValue);
        keep(button.dataset.themeValue);
        show();
      }),
    );
    show();
    choice.hidden = false;
  });

  // A theme chosen in one window holds in the others.
  window.addEventListener("storage", (event) => {
    if (event.key === "theme") {
      apply(event.newValue);
    }
  });
})();
