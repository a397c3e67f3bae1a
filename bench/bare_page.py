"""The least that a chat on Streamlit can be, a title, a field and an echo: what the page is measured beside."""

import streamlit as st

said = st.session_state.setdefault("said", [])
st.title("Echo", anchor=False)
if typed := st.chat_input("Say something"):
    said.append(typed)
for text in said:
    st.chat_message("user").write(text)
    st.chat_message("assistant").write(f"You said: {text}")
