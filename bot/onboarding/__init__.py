"""What newcomers are shown: journeys of a few steps each, and how far everyone has come.

pack        the texts of locale/*/onboarding, read once
filling     what stands for {server} and the like
kinds       which texts a server may have of its own, and what may stand in them
texts       the service for them; writing completes them with the translator
journeys    the service: which journey, which step
"""
