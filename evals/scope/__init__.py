"""The judgement of what belongs to the subject: labelled questions, training, and how far it holds on others."""
