// Glossary terms and sources inside rich text: a chooser in a dialog, and how they look while
// somebody writes. Wagtail's editor is React and Draft.js; both are its own globals.
(() => {
  const { createElement } = window.React;
  const { EditorState, Modifier, RichUtils } = window.DraftJS;
  const { ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;

  class SnippetSource extends ModalWorkflowSource {
    getChooserConfig(entity, selectedText) {
      return {
        url: this.props.entityType.chooserUrls.snippet,
        urlParams: selectedText ? { q: selectedText.slice(0, 80) } : {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    // Marks the selected words; where none are selected, the snippet's own words are written.
    onChosen(chosen) {
      const { editorState, entityType, onComplete } = this.props;
      const data = { id: String(chosen.id), string: chosen.string };
      const content = editorState.getCurrentContent().createEntity(entityType.type, 'MUTABLE', data);
      const key = content.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const next = selection.isCollapsed()
        ? EditorState.push(
            editorState,
            Modifier.replaceText(content, selection, chosen.words, null, key),
            'insert-characters',
          )
        : RichUtils.toggleLink(editorState, selection, key);
      this.workflow.close();
      onComplete(next);
    }
  }

  const entity = (icon) => (props) => {
    const data = props.contentState.getEntity(props.entityKey).getData();
    return createElement(TooltipEntity, {
      ...props,
      icon: `#icon-${data.gone ? 'warning' : icon}`,
      label: data.string || '',
      url: null,
    });
  };

  registerPlugin({ type: 'TERM', source: SnippetSource, decorator: entity('glossary') });
  registerPlugin({ type: 'REFERENCE', source: SnippetSource, decorator: entity('doc-full') });
})();
