// Marks a session without leaving the page. Where that does not go through, the form is sent as if there were no script.

const marks = document.getElementById("marks");
const token = document.querySelector("meta[name=csrf-token]");
const header = document.querySelector("meta[name=csrf-header]");

async function toggle(button) {
  const marked = button.getAttribute("aria-pressed") === "true";
  button.disabled = true;
  try {
    const response = await fetch(`/api/v1/sessions/${button.dataset.star}/mark`, {
      method: marked ? "DELETE" : "PUT",
      headers: { [header.content]: token.content },
    });
    if (response.status !== 204) {
      throw new Error(String(response.status));
    }
    for (const twin of document.querySelectorAll(`[data-star="${button.dataset.star}"]`)) {
      twin.setAttribute("aria-pressed", String(!marked));
      twin.setAttribute("formaction", `/sessions/${button.dataset.star}/mark${marked ? "" : "/removal"}`);
    }
    button.disabled = false;
    button.focus();
  } catch {
    button.disabled = false;
    marks.action = button.getAttribute("formaction");
    marks.submit();
  }
}

if (marks) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-star]");
    if (button) {
      event.preventDefault();
      toggle(button);
    }
  });
}
