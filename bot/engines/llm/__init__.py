"""Large language models behind any OpenAI-compatible endpoint, made to translate and nothing else.

fence, hidden    a member's words stay data: fenced, and without anything that a model could take for a mark of its own
prompt, batch    what the model is asked, for one text or for several
tidy, check      what a model adds around a translation, and whether its answer is one
dialect, verdict what services want to be asked differently, and what their errors mean
client, engine   one HTTP request, and the engine that the chain asks
"""
