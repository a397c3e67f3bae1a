"""Published classifications of the states, reproduced from the law engine and compared state by state."""
