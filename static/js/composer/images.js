// Images: pasted, dropped, chosen or named by their address. Each is sent to the server, which
// makes it small and clean; the text gets it when it is described. Refused: the text is as it was.

export default function attach(composer) {
  const template = composer.form.querySelector("template[data-image-dialog]");
  if (!template || !composer.data.uploadUrl) return;
  // The field of browsers without scripts is not needed any more.
  const field = composer.form.querySelector("[data-image-field]");
  if (field) {
    field.hidden = true;
    field.querySelector("input[type=file]").value = "";
  }
  const open = (file) => new ImageDialog(composer, template, file).opened();
  composer.on("image", () => open(null));
  composer.on("pastefiles", async (files) => {
    for (const file of files) await open(file);
  });
}

class ImageDialog {
  constructor(composer, template, file) {
    this.composer = composer;
    this.file = file;
    this.dialog = template.content.cloneNode(true).querySelector("dialog");
    this.words = this.dialog.dataset;
    this.request = null;
    this.stored = null;
  }

  part(name) {
    return this.dialog.querySelector(`[data-${name}]`);
  }

  // Ends when the dialog is closed, whatever came of it.
  opened() {
    const { dialog, file } = this;
    if (file && this.isTooLarge(file)) return this.refuse(this.words.tooLarge);
    document.body.append(dialog);
    this.part("source").hidden = !!file;
    this.part("cancel").addEventListener("click", () => dialog.close());
    this.part("file").addEventListener("change", (event) => this.chosen(event.target.files[0]));
    this.part("decorative").addEventListener("change", ({ target }) => {
      this.part("alt").disabled = target.checked;
      this.problem("");
    });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.add();
    });
    dialog.showModal();
    if (file) {
      this.chosen(file);
      this.part("alt").focus();
    }
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        this.request?.abort();
        dialog.remove();
        this.composer.focus();
        resolve();
      });
    });
  }

  isTooLarge(file) {
    return file.size > Number(this.words.maxBytes);
  }

  // A file is sent at once, while its description is being written.
  chosen(file) {
    this.request?.abort();
    this.stored = null;
    this.file = file ?? null;
    this.part("preview-image").hidden = true;
    if (!file) return;
    if (this.isTooLarge(file)) return this.refuse(this.words.tooLarge);
    this.show(file);
    this.send("image", file);
  }

  async show(file) {
    try {
      const picture = await createImageBitmap(file);
      const canvas = this.part("preview-image");
      const scale = Math.min(1, 360 / picture.width, 200 / picture.height);
      canvas.width = Math.max(1, picture.width * scale);
      canvas.height = Math.max(1, picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.hidden = false;
    } catch {
      // The browser cannot draw it; the server says what is wrong.
    }
  }

  // XMLHttpRequest, because fetch does not tell how far the sending is.
  send(name, value) {
    const form = new FormData();
    form.set(name, value);
    const request = new XMLHttpRequest();
    this.request = request;
    this.sending = new Promise((resolve) => {
      const done = (stored, sentence) => {
        if (this.request !== request) return resolve(null);
        this.request = null;
        this.part("progress").hidden = true;
        this.stored = stored;
        resolve(stored);
        if (sentence) this.refuse(sentence);
      };
      request.upload.addEventListener("progress", ({ loaded, total }) => this.progress(loaded / (total || 1)));
      request.addEventListener("load", () => {
        const told = request.response ?? {};
        if (request.status === 201) done(told);
        else done(null, told.error ?? this.words.failed);
      });
      request.addEventListener("error", () => done(null, this.words.failed));
      request.addEventListener("abort", () => resolve(null));
    });
    request.responseType = "json";
    request.open("POST", this.composer.data.uploadUrl);
    request.setRequestHeader("X-CSRFToken", this.composer.form.elements.csrfmiddlewaretoken.value);
    request.setRequestHeader("Accept", "application/json");
    request.send(form);
    this.progress(0);
    return this.sending;
  }

  progress(part) {
    const percent = Math.floor(part * 100);
    this.part("progress").hidden = false;
    this.part("progress").querySelector("progress").value = percent;
    const told = percent < 100 ? this.words.sending.replace("{percent}", percent) : this.words.working;
    this.part("progress-words").textContent = told;
  }

  async add() {
    const alt = this.part("alt").value.trim();
    const address = this.part("address").value.trim();
    if (!this.file && !address) return this.problem(this.words.nothing, "file");
    if (!alt && !this.part("decorative").checked) return this.problem(this.words.needsWords, "alt");
    this.problem("");
    if (!this.file && !this.request && !this.stored) this.send("address", address);
    const stored = this.stored ?? (await this.sending);
    if (!stored || !this.dialog.open) return;
    this.dialog.close();
    this.insert(stored, this.part("decorative").checked ? "" : alt);
  }

  insert({ url, width, height }, alt) {
    const image = Object.assign(document.createElement("img"), { width, height });
    // Not set as a property: the text names it by its path alone.
    image.setAttribute("src", url);
    image.setAttribute("alt", alt);
    // With a line of its own after it, or the next key would replace the image.
    this.composer.insertHTML(`${image.outerHTML}<p></p>`);
    this.composer.emit("image-name", this.file?.name);
    this.composer.announce(this.words.added);
  }

  problem(sentence, name) {
    this.part("problem").textContent = sentence;
    if (name) this.part(name).focus();
  }

  // The reason stands above the text, which is untouched.
  refuse(sentence) {
    if (this.dialog.open) this.dialog.close();
    this.composer.strip({ id: "image", text: sentence, tone: "bad", icon: "image" });
  }
}
